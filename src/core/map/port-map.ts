import type { Knowledge } from "#core/knowledge.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { MAX_PORT, MAX_REGISTERED_PORT, numbersIn, TRANSPORTS } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";
import { isCurrentUse, isPool } from "#core/software/known-use.ts";

/**
 * The state of a number on a map, which has one colour for all transports: assigned on any of them; used by known software
 * or reported to be, without an assignment; reserved or withdrawn on any; else unassigned, or dynamic.
 */
export type MapState = (typeof MAP_STATES)[number];

/** In the order of a legend. */
export const MAP_STATES = ["assigned", "used", "reserved", "unassigned", "dynamic"] as const;

/** A run of numbers with the same state. */
export interface MapRun extends PortSpan {
  readonly state: MapState;
}

/** All numbers, as ascending runs that are as long as they can be. */
export function portMap({ registry, software }: Pick<Knowledge, "registry" | "software">): readonly MapRun[] {
  const assigned = new Set(registry.assignedPorts);
  const current = software.uses.filter((use) => isCurrentUse(use, null) && !isPool(use));
  const used = new Set(current.flatMap(({ span }) => numbersIn(span)));
  const runs: MapRun[] = [];
  let first = 0;
  let state = stateOf(0);
  for (let port = 1; port <= MAX_PORT; port++) {
    const next = stateOf(port);
    if (next === state) continue;
    runs.push({ first, last: port - 1, state });
    first = port;
    state = next;
  }
  return [...runs, { first, last: MAX_PORT, state }];

  function stateOf(port: number): MapState {
    if (port > MAX_REGISTERED_PORT) return "dynamic";
    if (assigned.has(port)) return "assigned";
    if (used.has(port) || registry.hasUnauthorizedUse(port)) return "used";
    return isReserved(port, registry) ? "reserved" : "unassigned";
  }
}

function isReserved(port: number, registry: Registry): boolean {
  return TRANSPORTS.some((transport) => {
    const state = registry.stateOf(port, transport);
    return state === "reserved" || state === "withdrawn";
  });
}

/** How many numbers a neighbourhood has. */
const NEIGHBOURHOOD = 1024;

/** The numbers around a number, from a multiple of {@link NEIGHBOURHOOD}: System numbers are one neighbourhood. */
export function neighbourhoodOf(port: number): PortSpan {
  const first = port - (port % NEIGHBOURHOOD);
  return { first, last: first + NEIGHBOURHOOD - 1 };
}

/** The parts of runs that lie in a span. */
export function runsIn<Run extends PortSpan>(runs: readonly Run[], { first, last }: PortSpan): readonly Run[] {
  return runs.flatMap((run) =>
    run.last < first || run.first > last
      ? []
      : [{ ...run, first: Math.max(run.first, first), last: Math.min(run.last, last) }],
  );
}

/** How many numbers have each state. */
export function countStates(runs: readonly MapRun[]): Readonly<Record<MapState, number>> {
  const counts = { assigned: 0, used: 0, reserved: 0, unassigned: 0, dynamic: 0 };
  for (const { first, last, state } of runs) counts[state] += last - first + 1;
  return counts;
}
