import { oncePerObject } from "#core/once-per-object.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, TRANSPORTS } from "#core/registry/port.ts";
import type { Registry, State } from "#core/registry/registry.ts";

/** Which state represents a number whose transports differ; the first one present wins. */
const PRECEDENCE: readonly State[] = ["assigned", "dynamic", "unassigned", "withdrawn", "reserved", "unlisted"];

export type StateCounts = Readonly<Record<State, number>>;

/** The state of a number on a transport, or the one with the highest precedence on any transport. */
export function overallState(port: number, transport: Transport | null, registry: Registry): State {
  if (transport !== null) return registry.stateOf(port, transport);
  let best = PRECEDENCE.length;
  for (const each of TRANSPORTS) best = Math.min(best, PRECEDENCE.indexOf(registry.stateOf(port, each)));
  return PRECEDENCE[best] ?? "unlisted";
}

/** Counts the numbers of a span by state, each number once. */
export function countStates(span: PortSpan, registry: Registry): StateCounts {
  const states = overallStates(registry);
  const counts = { assigned: 0, unassigned: 0, reserved: 0, withdrawn: 0, unlisted: 0, dynamic: 0 };
  for (let port = span.first; port <= span.last; port++) counts[PRECEDENCE[states[port] ?? 0] ?? "unlisted"]++;
  return counts;
}

/**
 * For all numbers, the index of their state in {@link PRECEDENCE}. Computed once per registry because a span may be the
 * whole range.
 */
const overallStates = oncePerObject((registry: Registry) =>
  Uint8Array.from({ length: MAX_PORT + 1 }, (_, port) => PRECEDENCE.indexOf(overallState(port, null, registry))),
);
