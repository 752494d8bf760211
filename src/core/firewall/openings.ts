import type { Effort } from "#core/firewall/chain-walk.ts";
import { newEffort } from "#core/firewall/chain-walk.ts";
import type { FirewallRule, RuleSet } from "#core/firewall/rule.ts";
import type { Verdict } from "#core/firewall/verdict.ts";
import { keyOf } from "#core/firewall/verdict.ts";
import { verdictOn } from "#core/firewall/verdict-on.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, spanSize } from "#core/registry/port.ts";

/** Ports that rules name, with what they say of them. */
export interface RuledSpan {
  readonly ports: PortSpan;
  readonly transport: Transport;
  readonly verdict: Verdict;
}

/** What a firewall says of all ports of a transport. */
export interface RuledPorts {
  /** Ascending. Neighbours with the same verdict are one, unless a rule names one of them alone. */
  readonly spans: readonly RuledSpan[];
  /** Of the ports that no rule names. */
  readonly rest: Verdict;
  /** How many ports or spans of ports aren't in it, because there are too many. */
  readonly leftOut: number;
}

const MAX_SPANS = 600;

/** The verdict on every port. Takes a bounded time. */
export function ruledPorts(sets: readonly RuleSet[], transport: Transport, effort: Effort = newEffort()): RuledPorts {
  const named = sets.flatMap((set) => rulesOf(set)).filter(({ transports }) => transports?.includes(transport) ?? true);
  const wanted = named.flatMap(({ ports }) => ports ?? []);
  const starts = new Set<number>();
  for (const { first, last } of wanted) starts.add(first).add(last + 1);
  const sorted = [...starts].sort((a, b) => a - b);
  const shown = sorted.slice(0, MAX_SPANS);
  const isNamed = coverage(wanted, shown);
  const isInRange = coverage(
    wanted.filter((span) => spanSize(span) > 1),
    shown,
  );
  const spans: RuledSpan[] = [];
  for (const [at, first] of shown.entries()) {
    if (first > MAX_PORT || isNamed[at] !== true) continue;
    const last = (sorted[at + 1] ?? MAX_PORT + 1) - 1;
    const span = { ports: { first, last }, transport, verdict: verdictOn(first, transport, sets, effort) };
    add(spans, span, isInRange[at] === true && isInRange[at - 1] === true);
  }
  const free = freePort(wanted);
  const rest: Verdict = free === null ? { kind: "blocked" } : verdictOn(free, transport, sets, effort);
  return { spans, rest, leftOut: sorted.length - shown.length };
}

function rulesOf({ chains }: RuleSet): readonly FirewallRule[] {
  return [...chains.values()].flatMap(({ rules }) => rules);
}

/** Whether a port that a span begins with is in any of the spans, for ascending ports. */
function coverage(spans: readonly PortSpan[], ports: readonly number[]): readonly boolean[] {
  const begins = spans.map(({ first }) => first).sort((a, b) => a - b);
  const ends = spans.map(({ last }) => last).sort((a, b) => a - b);
  let [begun, ended] = [0, 0];
  return ports.map((port) => {
    while ((begins[begun] ?? Number.POSITIVE_INFINITY) <= port) begun++;
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) < port) ended++;
    return begun > ended;
  });
}

/** A port that no span contains; null if they contain all. */
function freePort(spans: readonly PortSpan[]): number | null {
  let port = 1;
  for (const { first, last } of spans.toSorted((a, b) => a.first - b.first)) {
    if (first > port) return port;
    port = Math.max(port, last + 1);
  }
  return port > MAX_PORT ? null : port;
}

/** @param isJoined whether both this span and the one before are a part of a range that a rule names */
function add(spans: RuledSpan[], span: RuledSpan, isJoined: boolean): void {
  const before = spans.at(-1);
  const isNext = isJoined && before !== undefined && before.ports.last + 1 === span.ports.first;
  if (isNext && keyOf(before.verdict) === keyOf(span.verdict)) {
    spans[spans.length - 1] = { ...before, ports: { first: before.ports.first, last: span.ports.last } };
  } else spans.push(span);
}
