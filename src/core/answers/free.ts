import { isSafeToPick } from "#core/answers/advice.ts";
import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { FreeQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, spanContains, spanSize } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** Numbers that are safe to pick for your own service. */
export interface FreeAnswer {
  readonly kind: "free";
  readonly count: number;
  readonly span: PortSpan | null;
  readonly transport: Transport | null;
  readonly consecutive: boolean;
  /** Ascending; fewer than `count` if the span has no more. */
  readonly ports: readonly { readonly port: number }[];
  readonly registry: RegistrySource;
}

/**
 * Picks from the blocks that are unassigned on every transport, one number per block, largest block first and from
 * around its middle, to stay far from assigned numbers. A team always gets the same numbers, and another team others, or
 * everybody who asks would pick the same.
 */
export function answerFree(
  { count, span, transport, consecutive }: FreeQuery,
  knowledge: Knowledge,
  { book, team }: AnswerContext,
): FreeAnswer {
  const claimed = new Uint8Array(MAX_PORT + 1);
  for (const { span: numbers } of book.claims) claimed.fill(1, numbers.first, numbers.last + 1);
  const runs = safeRuns(span, claimed, knowledge);
  const share = team === null ? () => 0.5 : createShares(team);
  const picked = consecutive ? pickConsecutive(runs, count, share) : pickApart(runs, count, share);
  return {
    kind: "free",
    count,
    span,
    transport,
    consecutive,
    ports: picked.sort((a, b) => a - b).map((port) => ({ port })),
    registry: knowledge.registry.source,
  };
}

/** The runs of numbers that are safe to pick, longest first. */
function safeRuns(span: PortSpan | null, claimed: Uint8Array, knowledge: Knowledge): PortSpan[] {
  const runs: PortSpan[] = [];
  for (const block of knowledge.registry.unassignedBlocks) {
    let first: number | null = null;
    for (let port = block.first; port <= block.last + 1; port++) {
      const isInside = port <= block.last && (span === null || spanContains(span, port));
      const safe = isInside && claimed[port] !== 1 && isSafeToPick(port, knowledge);
      if (safe) first ??= port;
      else if (first !== null) {
        runs.push({ first, last: port - 1 });
        first = null;
      }
    }
  }
  return runs.sort((a, b) => spanSize(b) - spanSize(a) || a.first - b.first);
}

/** Where to pick in a run, as a share of its length. */
type Share = () => number;

/** Shares between a quarter and three quarters, which depend on a text alone (FNV-1a, then mulberry32). */
function createShares(text: string): Share {
  let state = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01_00_01_93);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return 0.25 + ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 33;
  };
}

function pickConsecutive(runs: readonly PortSpan[], count: number, share: Share): number[] {
  const run = runs.find((each) => spanSize(each) >= count);
  if (run === undefined) return [];
  const first = run.first + Math.floor((spanSize(run) - count) * share());
  return Array.from({ length: count }, (_, at) => first + at);
}

function pickApart(runs: readonly PortSpan[], count: number, share: Share): number[] {
  const picked = new Set<number>();
  // Blocks are halved in each round until there are enough numbers or none are left.
  let parts = [...runs];
  while (picked.size < count && parts.length > 0) {
    const halves: PortSpan[] = [];
    for (const { first, last } of parts) {
      if (picked.size === count) break;
      const middle = first + Math.floor((last - first) * share());
      picked.add(middle);
      if (first < middle) halves.push({ first, last: middle - 1 });
      if (middle < last) halves.push({ first: middle + 1, last });
    }
    parts = halves.sort((a, b) => spanSize(b) - spanSize(a) || a.first - b.first);
  }
  return [...picked];
}
