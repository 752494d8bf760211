import type { Advice } from "#core/answers/advice.ts";
import { answerPort } from "#core/answers/port.ts";
import { ANYWHERE } from "#core/answers/viewpoint.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { PortSpan } from "#core/registry/port.ts";

/** What is worth saying to somebody who claims a number; that it needs privileges or may be assigned one day is not. */
const WORTH_SAYING: ReadonlySet<Advice["reason"]> = new Set([
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

/** What speaks against any of the numbers, each reason once with everything it is about, in the order it comes up. */
export function clashesOf({ first, last }: PortSpan, knowledge: Knowledge): readonly Advice[] {
  const byReason = new Map<Advice["reason"], Advice>();
  for (let port = first; port <= last; port++) {
    for (const advice of adviceOn(port, knowledge)) {
      const before = byReason.get(advice.reason);
      byReason.set(advice.reason, before === undefined ? advice : joined(before, advice));
    }
  }
  return [...byReason.values()];
}

function adviceOn(port: number, knowledge: Knowledge): readonly Advice[] {
  return answerPort({ kind: "port", port, transport: null }, knowledge, ANYWHERE).advice.filter(({ reason }) =>
    WORTH_SAYING.has(reason),
  );
}

function joined(a: Advice, b: Advice): Advice {
  if ("names" in a && "names" in b) return { ...a, names: union(a.names, b.names) };
  if ("software" in a && "software" in b) return { ...a, software: union(a.software, b.software) };
  if ("ranges" in a && "ranges" in b) return { ...a, ranges: union(a.ranges, b.ranges) };
  return a;
}

function union<Item>(a: readonly Item[], b: readonly Item[]): Item[] {
  return [...new Set([...a, ...b])];
}
