import type { PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_PORT, TRANSPORTS } from "#core/registry/port.ts";
import type { Registry, State } from "#core/registry/registry.ts";

/** Which state represents a number whose transports differ, the foremost first. */
const FOREMOST: readonly State[] = ["assigned", "dynamic", "unassigned", "withdrawn", "reserved", "unlisted"];

export type StateCounts = Readonly<Record<State, number>>;

/** The state of a number: on the given transport, or else the foremost of all its transports. */
export function overallState(port: number, transport: Transport | null, registry: Registry): State {
  if (transport !== null) return registry.stateOf(port, transport);
  const present = TRANSPORTS.map((each) => registry.stateOf(port, each));
  return FOREMOST.find((state) => present.includes(state)) ?? "unlisted";
}

/** How many numbers of a span are in each state, each number counted once. */
export function countStates(span: PortSpan, registry: Registry): StateCounts {
  const brief = overallStates(registry);
  const counts = { assigned: 0, unassigned: 0, reserved: 0, withdrawn: 0, unlisted: 0, dynamic: 0 };
  for (let port = span.first; port <= span.last; port++) counts[FOREMOST[brief[port] ?? 0] ?? "unlisted"]++;
  return counts;
}

/** The places in {@link FOREMOST} of all numbers, worked out once for a registry: a span may hold them all. */
const OVERALL_STATES = new WeakMap<Registry, Uint8Array>();

function overallStates(registry: Registry): Uint8Array {
  const known = OVERALL_STATES.get(registry);
  if (known !== undefined) return known;
  const states = Uint8Array.from({ length: MAX_PORT + 1 }, (_, port) =>
    FOREMOST.indexOf(overallState(port, null, registry)),
  );
  OVERALL_STATES.set(registry, states);
  return states;
}
