import { pushTo } from "#core/collections.ts";
import type { FirewallRule, Policy, RuleSet } from "#core/firewall/rule.ts";
import { NO_RULES } from "#core/firewall/rule.ts";
import type { Family } from "#core/registry/address-ranges.ts";

/** The chains of `filter`, as lines fill them. */
export interface FilterTable {
  setPolicy(chain: string, policy: string): void;
  addChain(chain: string): void;
  /** @param rule null where it isn't about new connections from elsewhere */
  addRule(chain: string, rule: FirewallRule | null, isFirst: boolean): void;
  /** A rule of another table, or of one that can't be read. */
  addOther(): void;
  ruleSet(): RuleSet | null;
}

interface Chain {
  readonly rules: FirewallRule[];
  otherwise: Policy | "return";
}

/** Chains of the kernel: their last word is the policy, which is ACCEPT unless the text sets it. */
const ENTRY = "INPUT";
const OUTBOUND = "OUTPUT";
const FORWARDED = "FORWARD";

export function createFilterTable(family: Family): FilterTable {
  const chains = new Map<string, Chain>();
  const inserted = new Map<string, FirewallRule[]>();
  let counts = NO_RULES;
  const chainOf = (name: string): Chain => {
    const known = chains.get(name);
    if (known !== undefined) return known;
    const made: Chain = { rules: [], otherwise: name === ENTRY ? "unknown" : "return" };
    chains.set(name, made);
    return made;
  };
  const count = (what: keyof typeof counts) => {
    counts = { ...counts, [what]: counts[what] + 1 };
  };
  return {
    setPolicy: (name, policy) => {
      chainOf(name).otherwise = policy === "ACCEPT" ? "allow" : policy === "-" ? "return" : "deny";
    },
    addChain: (name) => {
      chainOf(name);
    },
    addRule: (name, rule, isFirst) => {
      count(name === OUTBOUND ? "outbound" : name === FORWARDED ? "forwarded" : rule === null ? "other" : "inbound");
      if (rule === null) return;
      if (!isFirst) chainOf(name).rules.push(rule);
      else {
        chainOf(name);
        pushTo(inserted, name, rule);
      }
    },
    addOther: () => count("other"),
    ruleSet: () => {
      if (chains.size === 0) return null;
      const ordered = Array.from(chains, ([name, { rules, otherwise }]) => {
        // Each was put before the others.
        return [name, { rules: [...(inserted.get(name) ?? []).toReversed(), ...rules], otherwise }] as const;
      });
      return {
        notation: "iptables",
        name: null,
        chains: new Map(ordered),
        entries: chains.has(ENTRY) ? [ENTRY] : [],
        families: [family],
        counts,
      };
    },
  };
}
