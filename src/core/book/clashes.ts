import type { Advice } from "#core/answers/advice.ts";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerPort } from "#core/answers/port.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { numbersIn, onePort } from "#core/registry/port.ts";

/** A reason against using some of the claimed numbers. */
export interface Clash {
  readonly advice: Advice;
  /** The affected numbers as ascending spans. */
  readonly spans: readonly PortSpan[];
}

/** The reasons shown for a claim. Privileges and a possible future assignment aren't worth a warning here. */
const SHOWN_REASONS: ReadonlySet<Advice["reason"]> = new Set([
  "port-zero",
  "assigned",
  "recorded",
  "reserved",
  "withdrawn",
  "dynamic",
  "known-use",
  "unauthorized-use",
  "ephemeral",
  "blocked-by-browsers",
]);

/** The reasons against the claimed numbers, each once with the spans it applies to. */
export function clashesOf(claimed: PortSpan, knowledge: Knowledge): readonly Clash[] {
  const byReason = new Map<Advice["reason"], Clash>();
  for (const port of numbersIn(claimed)) {
    const { advice } = answerPort({ kind: "port", port, transport: null }, knowledge, NO_CONTEXT);
    for (const each of advice.filter(({ reason }) => SHOWN_REASONS.has(reason))) {
      const before = byReason.get(each.reason);
      const whole = before === undefined ? each : mergeAdvice(before.advice, each);
      byReason.set(each.reason, { advice: whole, spans: addPort(before?.spans ?? [], port) });
    }
  }
  return [...byReason.values()];
}

function addPort(spans: readonly PortSpan[], port: number): readonly PortSpan[] {
  const last = spans.at(-1);
  if (last === undefined || last.last !== port - 1) return [...spans, onePort(port)];
  return [...spans.slice(0, -1), { first: last.first, last: port }];
}

function mergeAdvice(a: Advice, b: Advice): Advice {
  if ("names" in a && "names" in b) return { ...a, names: distinct([...a.names, ...b.names]) };
  if ("software" in a && "software" in b) return { ...a, software: distinct([...a.software, ...b.software]) };
  if ("ranges" in a && "ranges" in b) return { ...a, ranges: distinct([...a.ranges, ...b.ranges]) };
  return a;
}
