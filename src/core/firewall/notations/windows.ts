import {
  exclude,
  noConditions,
  ruleFrom,
  setPeers,
  setPorts,
  setProtocol,
} from "#core/firewall/notations/conditions.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import type { FirewallRule, Policy, RuleCounts } from "#core/firewall/rule.ts";
import { flatRules, NO_RULES } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** netsh's and PowerShell's names of the same fields. */
const FIELDS: Readonly<Record<string, string>> = {
  "rule name": "name",
  displayname: "name",
  name: "name",
  enabled: "enabled",
  direction: "direction",
  protocol: "protocol",
  localport: "ports",
  remoteip: "from",
  remoteaddress: "from",
  action: "action",
  profiles: "profiles",
  profile: "profiles",
};
const FIELD = /^>? {0,4}([A-Za-z][A-Za-z ]{1,24}?) {0,30}: {0,60}(.*)$/;
const POLICY = /^Firewall Policy +(Block|Allow)Inbound/i;
const HEAD_FIELDS = ["ports", "protocol"];
/** So many lines below a rule's name belong to it. */
const MAX_RECORD = 40;

/** `netsh advfirewall firewall show rule`, and lists and tables of Get-NetFirewallRule that have ports. */
export function windows(context: RuleContext): NotationReader {
  const records: ReadonlyMap<string, string>[] = [];
  let policy: Policy = "unknown";
  return {
    take: (lines, at) => {
      const line = (lines[at] ?? "").slice(0, 1000).trim();
      const given = POLICY.exec(line);
      if (given !== null) {
        policy = given[1]?.toLowerCase() === "block" ? "deny" : "allow";
        return 1;
      }
      const record = readRecord(lines, at) ?? readTable(lines, at);
      if (record === null) return 0;
      records.push(...record.found);
      return record.length;
    },
    ruleSets: () => {
      if (records.length === 0) return [];
      const read = records.map((record) => ruleOf(record, context));
      let counts: RuleCounts = NO_RULES;
      for (const rule of read) {
        const what = typeof rule === "string" ? rule : "inbound";
        counts = { ...counts, [what]: counts[what] + 1 };
      }
      const rules = read.filter((rule) => typeof rule !== "string");
      // What blocks goes before what allows (learn.microsoft.com, "Windows Firewall rules").
      const ordered = [...rules.filter(isDenying), ...rules.filter((rule) => !isDenying(rule))];
      return [flatRules("windows", ordered, policy, { counts })];
    },
  };
}

function isDenying({ action }: FirewallRule): boolean {
  return action.kind === "deny";
}

interface Records {
  readonly found: readonly ReadonlyMap<string, string>[];
  readonly length: number;
}

function fieldAt(line: string): readonly [string, string] | null {
  const [, label = "", value = ""] = FIELD.exec(line.slice(0, 1000).trim()) ?? [];
  const key = label.toLowerCase();
  return Object.hasOwn(FIELDS, key) ? [FIELDS[key] ?? "", value.trim()] : null;
}

/** A rule as a list of its fields, which begins with its name and has ports. */
function readRecord(lines: readonly string[], from: number): Records | null {
  const first = fieldAt(lines[from] ?? "");
  if (first?.[0] !== "name") return null;
  const fields = new Map([first]);
  let at = from + 1;
  for (; at < Math.min(lines.length, from + MAX_RECORD); at++) {
    const line = (lines[at] ?? "").trim();
    const field = fieldAt(line);
    if (field?.[0] === "name" && /rule name/i.test(line)) break;
    if (field !== null && !fields.has(field[0])) fields.set(...field);
    else if (field !== null || (!FIELD.test(line) && !/^-{5,}$/.test(line) && line !== "" && !/^\S+ +\S+$/.test(line)))
      break;
    else if (line === "" && fields.has("action")) break;
  }
  const isRule = fields.has("direction") || (fields.has("ports") && fields.has("action"));
  return isRule ? { found: [fields], length: at - from } : null;
}

/** A table whose head has a name, a protocol and ports; columns are where the head's words are. */
function readTable(lines: readonly string[], from: number): Records | null {
  if (!/^[- ]{5,}$/.test(lines[from + 1] ?? "")) return null;
  const head = (lines[from] ?? "").slice(0, 1000);
  const columns = Array.from(head.matchAll(/\S+/g), ({ 0: word, index }) => ({
    field: Object.hasOwn(FIELDS, word.toLowerCase()) ? FIELDS[word.toLowerCase()] : undefined,
    at: index,
  }));
  const named = columns.map(({ field }) => field);
  if (!HEAD_FIELDS.every((field) => named.includes(field)) || !(named.includes("action") || named.includes("name")))
    return null;
  const found: ReadonlyMap<string, string>[] = [];
  let at = from + 2;
  for (; at < lines.length && (lines[at] ?? "").trim() !== ""; at++) {
    const line = (lines[at] ?? "").slice(0, 1000);
    const cells = columns.map(({ field, at: start }, place) => {
      return [field ?? "", line.slice(start, columns[place + 1]?.at).trim()] as const;
    });
    found.push(new Map(cells));
  }
  return { found, length: at - from };
}

/** The rule, or what it is instead. */
function ruleOf(record: ReadonlyMap<string, string>, context: RuleContext): FirewallRule | "outbound" | "other" {
  const text = (field: string) => record.get(field) ?? "";
  if (/^out/i.test(text("direction")) || text("direction") === "2") return "outbound";
  if (/^(?:no|false|2)$/i.test(text("enabled"))) return "other";
  const given = noConditions();
  setProtocol(given, text("protocol") || "any", false);
  const ports = text("ports").replace(/[{}]/g, "");
  // Names such as RPC and IPHTTPS stand for ports that change.
  if (ports !== "" && !/^any$/i.test(ports)) setPorts(given, ports, false, context);
  const from = text("from").replace(/[{}]/g, "");
  if (from !== "") setPeers(given, from.split(/, ?/), false);
  if (given.rule.transports !== null && ports === "" && record.has("ports")) exclude(given);
  const rule = ruleFrom(given, { kind: /^block/i.test(text("action")) || text("action") === "4" ? "deny" : "allow" });
  return rule ?? "other";
}
