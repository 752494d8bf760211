import type { NftNames } from "#core/firewall/notations/nft-rule.ts";
import { readNftRule } from "#core/firewall/notations/nft-rule.ts";
import type { NftChain, NftTable } from "#core/firewall/notations/nft-table.ts";
import { nftTokens, readNftTable } from "#core/firewall/notations/nft-table.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import type { FirewallRule, RuleChain, RuleSet } from "#core/firewall/rule.ts";
import { BOTH_FAMILIES, NO_RULES } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import type { Family } from "#core/registry/address-ranges.ts";

const TABLE = /^table (?:(ip|ip6|inet|arp|bridge|netdev) )?(\S{1,60}) *\{/;
const COMMAND =
  /^(?:\S{0,60}[#$%>] )?(?:sudo )?nft +(?:add|insert) rule (?:(ip|ip6|inet) )?(\S{1,60}) (\S{1,60}) (.+)$/;
const DEFINE = /^define (\w{1,40}) *= *(.+)$/;

/** `nft list ruleset`, nftables.conf, and nft's commands that add rules. */
export function nftables(context: RuleContext): NotationReader {
  const tables: NftTable[] = [];
  const commands: NftChain[] = [];
  const defined = new Map<string, string>();
  return {
    take: (lines, at) => {
      const line = (lines[at] ?? "").slice(0, 2000).trim();
      const [, name = "", value = ""] = DEFINE.exec(line) ?? [];
      if (name !== "") {
        defined.set(name, value);
        return 1;
      }
      const command = COMMAND.exec(line);
      if (command !== null) {
        const [, family = "ip", table = "", chain = "", rule = ""] = command;
        commands.push({ name: `${family} ${table} ${chain}`, hook: null, priority: 0, policy: null, rules: [rule] });
        return 1;
      }
      if (TABLE.exec(line) === null) return /^#!.{0,40}\bnft\b|^flush ruleset$/.test(line) ? 1 : 0;
      const end = endOfBlock(lines, at);
      const table = readNftTable(nftTokens(lines.slice(at, end).join("\n"), defined));
      if (table !== null) tables.push(table);
      return end - at;
    },
    ruleSets: () => [
      ...tables.flatMap((table) => tableRules(table, context)),
      ...(commands.length === 0 ? [] : [commandRules(commands, context)]),
    ],
  };
}

/** The line after the one that closes the first brace. */
function endOfBlock(lines: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    // The one before was cut.
    if (at > from && TABLE.test(lines[at] ?? "")) return at;
    for (const sign of (lines[at] ?? "").replace(/#.*$|"[^"]*"/g, "").match(/[{}]/g) ?? []) {
      depth += sign === "{" ? 1 : -1;
    }
    if (depth <= 0) return at + 1;
  }
  return lines.length;
}

const FAMILIES: Readonly<Record<string, readonly Family[]>> = { ip: ["ipv4"], ip6: ["ipv6"], inet: BOTH_FAMILIES };

function tableRules({ family, chains, sets }: NftTable, context: RuleContext): readonly RuleSet[] {
  const families = FAMILIES[family];
  if (families === undefined) return [];
  const counts = { ...NO_RULES };
  const read = new Map<string, RuleChain>();
  for (const chain of chains) {
    const rules = rulesOf(chain, { sets, context }, families);
    read.set(chain.name, { rules: rules.found, otherwise: policyOf(chain) });
    const what = chain.hook === "output" ? "outbound" : chain.hook === "forward" ? "forwarded" : null;
    const isOther = chain.hook !== null && what === null && chain.hook !== "input";
    if (what !== null) counts[what] += chain.rules.length;
    else {
      counts.other += isOther ? chain.rules.length : rules.others;
      counts.inbound += isOther ? 0 : rules.found.length;
    }
  }
  const entries = chains.filter(({ hook }) => hook === "input").sort((a, b) => a.priority - b.priority);
  if (entries.length === 0) return [];
  const names = entries.map(({ name }) => name);
  return [{ notation: "nftables", name: null, chains: read, entries: names, families, counts }];
}

function policyOf({ hook, policy }: NftChain): RuleChain["otherwise"] {
  // A base chain without a policy accepts (nft(8)).
  if (hook === null) return "return";
  return policy === "drop" ? "deny" : "allow";
}

function rulesOf({ rules }: NftChain, names: NftNames, families: readonly Family[]) {
  const found: FirewallRule[] = [];
  let others = 0;
  for (const text of rules) {
    const read = readNftRule(text, names).map((rule) => ({
      ...rule,
      families: rule.families.filter((family) => families.includes(family)),
    }));
    if (read.length === 0) others++;
    found.push(...read);
  }
  return { found, others };
}

/** Rules that are added to chains whose other rules aren't in the text. */
function commandRules(commands: readonly NftChain[], context: RuleContext): RuleSet {
  const rules = commands.flatMap((chain) => rulesOf(chain, { sets: new Map(), context }, BOTH_FAMILIES).found);
  const chain: RuleChain = { rules, otherwise: "unknown" };
  return {
    notation: "nftables",
    name: null,
    chains: new Map([["input", chain]]),
    entries: ["input"],
    families: BOTH_FAMILIES,
    counts: { ...NO_RULES, inbound: rules.length },
  };
}
