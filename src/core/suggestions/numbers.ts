import type { PortSpan } from "#core/registry/port.ts";
import { isPort, MAX_PORT } from "#core/registry/port.ts";
import { isPool } from "#core/software/known-use.ts";
import type { SuggestContext } from "#core/suggestions/describe.ts";

/**
 * The port numbers that begin with the digits: the number itself, then those in the port book, those that programs are
 * known to use, and those with an assignment; known uses and assignments ascending.
 */
export function* numbersBeginningWith(digits: string, { knowledge, viewpoint }: SuggestContext): Generator<number> {
  const begins = (port: number) => `${port}`.startsWith(digits);
  if (isPort(Number(digits))) yield Number(digits);
  yield* viewpoint.book.claims.map(({ span }) => span.first).filter(begins);
  const used = knowledge.knownUses.filter((use) => use.kind !== "history" && !isPool(use) && begins(use.span.first));
  yield* used.map(({ span }) => span.first).sort((a, b) => a - b);
  for (const port of knowledge.registry.assignedPorts) if (begins(port)) yield port;
}

/** Spans that a number may be the beginning of: to an end that begins with the digits, or else the next 10, 100, 1000. */
export function* spansBeginningWith(first: number, end: string): Generator<PortSpan> {
  const isSpan = (last: number) => isPort(first) && last > first && last <= MAX_PORT;
  if (end !== "") {
    for (let size = 1; Number(end) * size <= MAX_PORT; size *= 10) {
      const last = Number(end) * size + size - 1;
      if (isSpan(last)) yield { first, last };
      if (Number(end) === 0) return;
    }
    return;
  }
  for (const size of [10, 100, 1000]) if (isSpan(first + size - 1)) yield { first, last: first + size - 1 };
}
