import type { Conditions } from "#core/firewall/notations/conditions.ts";
import {
  doubt,
  exclude,
  narrow,
  noConditions,
  ruleFrom,
  setDestination,
  setPorts,
  setProtocol,
} from "#core/firewall/notations/conditions.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import type { FirewallRule, RuleCounts } from "#core/firewall/rule.ts";
import { flatRules, NO_RULES } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { peersOf } from "#core/firewall/rule-words.ts";

const FILTER =
  /^(?:@\d{1,5} )?(?:pass|block)(?= *$| +(?:in|out|drop|return|return-rst|return-icmp|quick|log|all|on|inet6?|proto|from|to)\b)/;
const MACRO = /^([a-z_]\w{0,40}) *= *(.*)$/i;
const OTHER =
  /^(?:set|scrub|nat|rdr|binat|nat-anchor|rdr-anchor|anchor|load|match|altq|queue|antispoof|table|no nat|no rdr|dummynet-anchor|scrub-anchor)\b/;

/** The rules of pf: pf.conf, and `pfctl -sr`. */
export function pf(context: RuleContext): NotationReader {
  const macros = new Map<string, string>();
  const skipped: string[] = [];
  const quick: FirewallRule[] = [];
  const others: FirewallRule[] = [];
  let [counts, isPf]: [RuleCounts, boolean | null] = [NO_RULES, null];
  const count = (what: keyof RuleCounts) => {
    counts = { ...counts, [what]: counts[what] + 1 };
  };
  const readFilter = (line: string) => {
    const words = tokensOf(expand(line, macros));
    const isDeny = words[0] === "block" || words[1] === "block";
    const given = noConditions();
    readWords(words, given, context);
    if (words.includes("out") && !words.slice(0, words.indexOf("out")).includes("from")) return count("outbound");
    const rule = ruleFrom(given, { kind: isDeny ? "deny" : "allow" });
    count(rule === null ? "other" : "inbound");
    if (rule === null) return undefined;
    if (words.includes("quick")) quick.push(rule);
    else others.push(rule);
    return undefined;
  };
  const takeLine = (line: string): boolean => {
    const macro = MACRO.exec(line);
    if (FILTER.test(line)) readFilter(line);
    else if (macro !== null) macros.set(macro[1] ?? "", unquoted(expand(macro[2] ?? "", macros)));
    else if (OTHER.test(line)) {
      const skip = /^set skip on (.+)$/.exec(expand(line, macros));
      if (skip === null) count(/^(?:nat|rdr|binat)\b/.test(line) ? "forwarded" : "other");
      else skipped.push(...tokensOf(skip[1] ?? "").filter((word) => /^\w/.test(word)));
    } else return false;
    return true;
  };
  return {
    take: (lines, at) => {
      isPf ??= lines.some((line) => FILTER.test(line.trim().slice(0, 200)));
      if (!isPf) return 0;
      const { line, length } = continued(lines, at);
      if (line === "") return /^ *#./.test(lines[at] ?? "") && quick.length + others.length > 0 ? 1 : 0;
      return takeLine(line) ? length : 0;
    },
    ruleSets: () => {
      if (quick.length + others.length + counts.outbound === 0) return [];
      // The last rule that matches decides, unless one is quick (pf.conf(5)). Without any, everything passes.
      const set = flatRules("pf", [...quick, ...others.toReversed()], "allow", { counts });
      return [skipped.length === 0 ? set : withSkipped(set, skipped)];
    },
  };
}

/** pf doesn't filter on these interfaces. */
function withSkipped(set: ReturnType<typeof flatRules>, skipped: readonly string[]): ReturnType<typeof flatRules> {
  const vias = skipped.filter((name) => !/^lo\d*$/.test(name)).slice(0, 10);
  const chains = Array.from(set.chains, ([name, { rules, otherwise }]) => {
    const open = vias.map((via): FirewallRule => ({ ...noConditions().rule, via }));
    return [name, { rules: [...open, ...rules], otherwise }] as const;
  });
  return { ...set, chains: new Map(chains) };
}

/** A line with those that a backslash continues, without its comment. */
function continued(lines: readonly string[], from: number): { readonly line: string; readonly length: number } {
  let [text, at] = ["", from];
  for (; at < Math.min(lines.length, from + 40); at++) {
    const line = (lines[at] ?? "")
      .slice(0, 2000)
      .replace(/(?:^| )#.*$/, "")
      .trimEnd();
    const goesOn = line.endsWith("\\");
    text += ` ${goesOn ? line.slice(0, -1) : line}`;
    if (!goesOn) break;
  }
  return { line: text.trim().slice(0, 4000), length: at - from + 1 };
}

const MAX_EXPANDED = 4000;

function expand(line: string, macros: ReadonlyMap<string, string>): string {
  return line
    .replace(/\$(\w{1,40})/g, (whole, name: string) => (OUTWARD.test(name) ? "egress" : (macros.get(name) ?? whole)))
    .slice(0, MAX_EXPANDED);
}

function unquoted(text: string): string {
  return text.replace(/"/g, "").trim();
}

/** Words, with the items of a `{ list }` in one word, separated by commas. */
function tokensOf(text: string): readonly string[] {
  const plain = text.replace(/\{([^{}]*)\}/g, (_, inside: string) => inside.trim().replace(/[\s,]+/g, ","));
  return plain.split(/\s+/).filter((word) => word !== "");
}

/** Interfaces that face the internet, by the names that people give them. */
const OUTWARD = /^(?:egress|ext(?:ernal)?(?:_?if)?|wan(?:_?if)?)$/i;

function readWords(words: readonly string[], given: Conditions, context: RuleContext): void {
  let side: "from" | "to" = "to";
  for (let at = 1; at < words.length; at++) {
    const isNegated = words[at + 1] === "!";
    const value = words[at + (isNegated ? 2 : 1)] ?? "";
    const step = isNegated ? 2 : 1;
    switch (words[at]) {
      case "on":
        setInterface(given, value, isNegated);
        at += step;
        break;
      case "inet":
        narrow(given, { families: ["ipv4"] });
        break;
      case "inet6":
        narrow(given, { families: ["ipv6"] });
        break;
      case "proto":
        setProtocol(given, value, isNegated);
        at += step;
        break;
      case "from":
      case "to":
        side = words[at] === "from" ? "from" : "to";
        if (value === "port") break;
        setSide(given, side, value, isNegated);
        at += step;
        break;
      case "port": {
        const { text, used } = portsAfter(words, at);
        if (side === "from") doubt(given);
        else setPorts(given, text, isNegated, context);
        at += used;
        break;
      }
      case "user":
      case "group":
      case "tagged":
      case "probability":
      case "received-on":
        doubt(given);
        break;
      default:
    }
  }
}

/** `= ssh`, `22`, `7070:7080`, `>= 1024`, and lists of them. */
function portsAfter(words: readonly string[], at: number): { readonly text: string; readonly used: number } {
  const [operator = "", value = ""] = words.slice(at + 1, at + 3);
  switch (operator) {
    case "=":
    case "!":
    case "!=":
      return { text: value, used: 2 };
    case ">":
      return { text: `${Number(value) + 1}:`, used: 2 };
    case ">=":
      return { text: `${value}:`, used: 2 };
    case "<":
      return { text: `:${Number(value) - 1}`, used: 2 };
    case "<=":
      return { text: `:${value}`, used: 2 };
    default:
      return { text: operator.replace(/=/g, ""), used: 1 };
  }
}

function setInterface(given: Conditions, names: string, isNegated: boolean): void {
  const others = names.split(",").filter((name) => !/^lo\d*$/.test(name));
  if (others.length === 0) {
    if (!isNegated) exclude(given);
    return;
  }
  if (others.every((name) => OUTWARD.test(name.replace(/^\$/, "")))) return;
  narrow(given, { via: `${isNegated ? "!" : ""}${others.join("+").slice(0, 40)}` });
}

function setSide(given: Conditions, side: "from" | "to", value: string, isNegated: boolean): void {
  const isOwn = /^(?:any|all|self|\(.*\)|egress|\$.*|<.*>)$/.test(value);
  if (side === "to") {
    if (!isOwn) setDestination(given, value.replace(/[()]/g, ""), isNegated);
    return;
  }
  const peers = peersOf(value.split(","));
  if (peers === null) exclude(given);
  else if (peers.kind === "only") narrow(given, { peers: { kind: isNegated ? "except" : "only", names: peers.names } });
}
