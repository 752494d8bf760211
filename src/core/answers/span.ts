import type { AnswerContext } from "#core/answers/answer-context.ts";
import { labelsOf } from "#core/answers/assignment.ts";
import type { StateCounts } from "#core/answers/state.ts";
import { countStates, overallState } from "#core/answers/state.ts";
import { claimsIn } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { SpanQuery } from "#core/query/query.ts";
import type { PortRange, PortSpan } from "#core/registry/port.ts";
import { intersection, onePort, PORT_RANGES, spanSize, spansOverlap } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Registry, State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { namedBy } from "#core/software/known-use.ts";

/** How many assigned numbers, blocks and known uses are listed. The totals are always given. */
const MAX_LISTED = 12;

/** Everything Portcall knows about a span of numbers. */
export interface SpanAnswer extends PortSpan {
  readonly kind: "span";
  readonly size: number;
  /** The ranges it touches, ascending. */
  readonly ranges: readonly PortRange[];
  readonly counts: StateCounts;
  /** The first of the team's claims in it; `claimCount` is the total. */
  readonly claims: readonly Claim[];
  readonly claimCount: number;
  /** The first assigned numbers in it, neighbours with the same names merged; `counts.assigned` is the total. */
  readonly assigned: readonly AssignedRun[];
  /** The largest unassigned blocks in it, clipped to it, ascending; `blockCount` is the total. */
  readonly blocks: readonly PortSpan[];
  readonly blockCount: number;
  /** Known uses in it that the registry does not name, without history, the well-known first; `useCount` is the total. */
  readonly knownUses: readonly KnownUse[];
  readonly useCount: number;
  /** The span as one line: a state per number if there are few, else the assigned share of equal parts. */
  readonly map: SpanMap;
  readonly registry: RegistrySource;
}

export interface AssignedRun extends PortSpan {
  readonly names: readonly string[];
}

export interface SpanMap {
  /** How many numbers a mark stands for; the last may stand for fewer. */
  readonly perMark: number;
  readonly marks: readonly (State | { readonly assigned: number; readonly size: number })[];
}

/** How many marks fit on a phone screen. */
const MAP_MARKS = 24;

export function answerSpan(
  { first, last }: SpanQuery,
  { registry, software }: Knowledge,
  { book }: AnswerContext,
): SpanAnswer {
  const span = { first, last };
  const claims = claimsIn(book, span);
  const blocks = registry.unassignedBlocks
    .filter((block) => spansOverlap(block, span))
    .map((block) => intersection(block, span));
  const uses = software.uses
    .filter((use) => use.kind !== "history" && spansOverlap(use.span, span))
    .filter((use) => !namedBy(registry.assignmentsAt(use.span.first))(use))
    .toSorted((a, b) => Number(b.isWellKnown) - Number(a.isWellKnown));
  const largest = blocks.toSorted((a, b) => spanSize(b) - spanSize(a)).slice(0, MAX_LISTED);
  return {
    kind: "span",
    first,
    last,
    size: spanSize(span),
    ranges: PORT_RANGES.filter((range) => spansOverlap(range, span)),
    counts: countStates(span, registry),
    claims: claims.slice(0, MAX_LISTED),
    claimCount: claims.length,
    assigned: assignedRuns(span, registry),
    blocks: largest.sort((a, b) => a.first - b.first),
    blockCount: blocks.length,
    knownUses: uses.slice(0, MAX_LISTED),
    useCount: uses.length,
    map: mapOf(span, registry),
    registry: registry.source,
  };
}

function assignedRuns({ first, last }: PortSpan, registry: Registry): AssignedRun[] {
  const runs: AssignedRun[] = [];
  for (const port of registry.assignedPorts) {
    if (port < first) continue;
    if (port > last) break;
    const names = labelsOf(registry.assignmentsAt(port));
    const before = runs.at(-1);
    if (before?.last === port - 1 && before.names.join() === names.join())
      runs.splice(-1, 1, { ...before, last: port });
    else if (runs.length === MAX_LISTED) break;
    else runs.push({ ...onePort(port), names });
  }
  return runs;
}

function mapOf({ first, last }: PortSpan, registry: Registry): SpanMap {
  const perMark = Math.ceil((last - first + 1) / MAP_MARKS);
  const starts = Array.from({ length: Math.ceil((last - first + 1) / perMark) }, (_, at) => first + at * perMark);
  if (perMark === 1) return { perMark, marks: starts.map((port) => overallState(port, null, registry)) };
  return {
    perMark,
    marks: starts.map((start) => {
      const part = { first: start, last: Math.min(last, start + perMark - 1) };
      return { assigned: countStates(part, registry).assigned, size: spanSize(part) };
    }),
  };
}
