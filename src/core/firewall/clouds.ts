import {
  narrow,
  noConditions,
  ruleFrom,
  setPeers,
  setPorts,
  setProtocol,
} from "#core/firewall/notations/conditions.ts";
import type { FirewallRule, RuleAction } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** A rule of a cloud's firewall, as its values are written. */
export interface CloudRule {
  /** Lower numbers go first. */
  readonly priority: number;
  readonly isInbound: boolean;
  readonly kind: "allow" | "deny";
  readonly protocol: string;
  /** Empty or `*` for all. */
  readonly ports: readonly string[];
  /** Empty where the listing doesn't show it. */
  readonly from: readonly string[];
}

/** The rules in the order in which they are looked at; those that deny go first among equals. */
export function cloudRules(rules: readonly CloudRule[], context: RuleContext) {
  const inbound = rules.filter(({ isInbound }) => isInbound);
  const ordered = inbound.toSorted((a, b) => a.priority - b.priority || rank(a) - rank(b));
  const found = ordered.flatMap((rule) => ruleOf(rule, context) ?? []);
  return {
    rules: found,
    counts: { inbound: found.length, outbound: rules.length - inbound.length, other: inbound.length - found.length },
  };
}

function rank({ kind }: CloudRule): number {
  return kind === "deny" ? 0 : 1;
}

function ruleOf({ kind, protocol, ports, from }: CloudRule, context: RuleContext): FirewallRule | null {
  const given = noConditions();
  setProtocol(given, protocol === "" ? "all" : protocol, false);
  const named = ports.filter((each) => each !== "");
  const isForAll = named.length === 0 || named.some((each) => each === "*" || each === "0-65535" || each === "all");
  if (!isForAll) setPorts(given, named.join(","), false, context);
  if (from.length === 0) narrow(given, { peers: { kind: "unshown" } });
  else setPeers(given, from, false);
  const action: RuleAction = { kind };
  return ruleFrom(given, action);
}

/** `80`, `8000-8010`; a span from -1 or of nothing is for all. */
export function spanOf(first: string, last: string): string {
  if (first === "" || first === "-1" || last === "-1") return "*";
  return first === last || last === "" ? first : `${first}-${last}`;
}
