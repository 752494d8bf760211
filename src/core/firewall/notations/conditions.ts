import type { FirewallRule, Peers, RuleAction } from "#core/firewall/rule.ts";
import { ANY_RULE } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { isLoopback, peersOf, portSpans, transportsOf } from "#core/firewall/rule-words.ts";
import type { Transport } from "#core/registry/port.ts";

/** The conditions of one rule, as they are read. */
export interface Conditions {
  rule: FirewallRule;
  /** Whether new connections from elsewhere can match it. */
  isOfInterest: boolean;
}

export function noConditions(): Conditions {
  return { rule: ANY_RULE, isOfInterest: true };
}

/** The rule with its action; null if it isn't about new connections from elsewhere. */
export function ruleFrom({ rule, isOfInterest }: Conditions, action: RuleAction): FirewallRule | null {
  return isOfInterest ? { ...rule, action } : null;
}

export function narrow(given: Conditions, change: Partial<FirewallRule>): void {
  given.rule = { ...given.rule, ...change };
}

export function exclude(given: Conditions): void {
  given.isOfInterest = false;
}

/** A condition that the text doesn't decide. */
export function doubt(given: Conditions): void {
  narrow(given, { condition: "other" });
}

export function setProtocol(given: Conditions, text: string, isNegated: boolean): void {
  const found = text.split(",").map(transportsOf);
  const named = found.flatMap((each) => each ?? []);
  if (isNegated) {
    const others = (["tcp", "udp", "sctp"] as const).filter((each) => !named.includes(each));
    narrow(given, { transports: others });
  } else if (found.every((each) => each === undefined)) exclude(given);
  else if (!found.includes(null)) narrow(given, { transports: named });
}

export function setPorts(given: Conditions, text: string, isNegated: boolean, context: RuleContext): void {
  const { transports } = given.rule;
  const spans = portSpans(text, firstOf(transports), context);
  if (spans === null) doubt(given);
  else if (isNegated) narrow(given, { ports: complementOf(spans) });
  else narrow(given, { ports: spans });
}

function firstOf(transports: readonly Transport[] | null): Transport | null {
  return transports?.[0] ?? null;
}

/** All other ports. */
function complementOf(spans: readonly { readonly first: number; readonly last: number }[]) {
  const others: { readonly first: number; readonly last: number }[] = [];
  let from = 0;
  for (const { first, last } of spans.toSorted((a, b) => a.first - b.first)) {
    if (first > from) others.push({ first: from, last: first - 1 });
    from = Math.max(from, last + 1);
  }
  if (from <= 65_535) others.push({ first: from, last: 65_535 });
  return others;
}

export function setPeers(given: Conditions, sources: readonly string[], isNegated: boolean): void {
  const peers = peersOf(sources);
  if (peers === null) {
    if (!isNegated) exclude(given);
  } else if (!isNegated) narrow(given, { peers: both(given.rule.peers, peers) });
  else if (peers.kind === "only") narrow(given, { peers: { kind: "except", names: peers.names } });
  else exclude(given);
}

/** Two conditions on who: the later is the closer one, unless it is for anyone. */
function both(one: Peers, other: Peers): Peers {
  return other.kind === "anyone" ? one : other;
}

/** @param name of an interface; the loopback's is nobody else's */
export function setVia(given: Conditions, name: string, isNegated: boolean): void {
  if (name === "*" || name === "any") return;
  if (/^lo\d*$/.test(name)) {
    if (!isNegated) exclude(given);
  } else narrow(given, { via: `${isNegated ? "!" : ""}${name.slice(0, 40)}` });
}

const MULTICAST = /^(?:22[4-9]|23\d)\.|^ff[\da-f]{2}:|^255\.255\.255\.255|\.255$/i;

/** One of the host's own addresses. */
export function setDestination(given: Conditions, text: string, isNegated: boolean): void {
  if (isLoopback(text) || MULTICAST.test(text)) {
    if (!isNegated) exclude(given);
  } else if (peersOf([text])?.kind === "only" && given.rule.via === null) setVia(given, text, isNegated);
}

/** Connection states: only new connections are of interest. */
export function setStates(given: Conditions, text: string, isNegated: boolean): void {
  const hasNew = /\bnew\b/i.test(text);
  if (hasNew === isNegated) exclude(given);
}
