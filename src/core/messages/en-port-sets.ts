import { counted, either, listed, shortDate, span } from "#core/messages/english.ts";
import type { RuleFormat } from "#core/query/query.ts";
import { RULE_FORMATS } from "#core/query/query.ts";
import type { PortSetItem } from "#core/software/port-set.ts";

const PORTS = { one: "port", other: "ports" };
const RANGES = { one: "range", other: "ranges" };

const formats: Record<RuleFormat, string> = {
  iptables: "iptables",
  nftables: "nftables",
  ufw: "ufw",
  aws: "AWS",
  networkpolicy: "NetworkPolicy",
};

/** The ports of a whole system, in English. */
export const portSets = {
  /** @param ranges how many of them are more than one number */
  title: (name: string, ports: number, ranges: number) =>
    [
      name,
      [ports > 0 ? [counted(ports, PORTS)] : [], ranges > 0 ? [counted(ranges, RANGES)] : []].flat().join(", "),
    ].join(" · "),
  /** `2379–2380 tcp` */
  place: ({ ports, transports }: Pick<PortSetItem, "ports" | "transports">) =>
    `${span(ports)} ${transports.join(", ")}`,
  /** @param groups the parts of a needed number; empty if the system has no parts */
  brief: (what: string, groups: readonly string[], isNeeded: boolean) =>
    [what, ...(isNeeded ? [groups.join(", ")] : ["optional"])].filter((part) => part !== "").join(" · "),
  /** @param count how many are not shown */
  more: (count: number, areOptional: boolean) => `and ${count} more${areOptional ? ", all optional" : ""}`,
  needed: "Needed",
  optional: "Optional",
  /** Below the heading of a part, whose optional numbers are marked. */
  item: (place: string, { from, to, what, purpose }: PortSetItem, isMarked: boolean) =>
    `${place} ${what}${isMarked ? " (optional)" : ""} · ${from} → ${to} — ${purpose}`,
  /** @param name the set's id */
  askForRules: (name: string) => `Rules to copy: /port ports for ${name} as ${either(RULE_FORMATS)}.`,
  formats,
  rulesTitle: (name: string, format: string) => `${name} · inbound rules for ${format}`,
  /** What to change before the rules are used. */
  change: (format: RuleFormat) => {
    switch (format) {
      case "networkpolicy":
        return "Change the label and the cidr first. It covers pods of the cluster network only, not nodes or pods on the host’s network. Optional ports are comments.";
      case "aws":
        return "Change NET, the network that may connect, and SG first. Optional ports are comments.";
      case "nftables":
        return "Change NET, the network that may connect, and your table and chain first. Optional ports are comments.";
      case "iptables":
      case "ufw":
        return "Change NET, the network that may connect, first. Optional ports are comments.";
    }
  },
  /** A comment above the rules of a part of the system. */
  part: (group: string) => `== ${group} ==`,
  /** A comment above a rule. */
  rule: (what: string, isNeeded: boolean) => (isNeeded ? what : `${what} (optional)`),
  /** Where another part has the same rule. */
  ruleAbove: (what: string) => `${what}: as above`,
  sources: "Sources: ",
  footnote: (places: readonly string[], read: string) =>
    `From ${places.length > 2 ? `${places[0]} and ${places.length - 1} more` : listed(places)}, read ${shortDate(read)}`,
};
