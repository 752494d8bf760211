import type { StoreFault, StoreOutage, StoreState } from "#core/store-state.ts";
import { FAULTS } from "./faults.ts";

/** A kind of call. */
export type Access = "read" | "write";

/** What failed in a call or a health check. */
export interface Failure {
  readonly access: Access;
  readonly fault: StoreFault;
  readonly reason: string;
  /** What the operator has to change; null if the error doesn't say. */
  readonly cure: string | null;
}

/** The state of a store, and what is needed to find the next one. Immutable. */
export interface OutageState extends StoreState {
  readonly outage: (StoreOutage & Pick<Failure, "cure">) | null;
  /** The number of outages so far. A call that began before the last one ended says nothing about the present. */
  readonly outages: number;
  /** Health checks in a row that have passed. */
  readonly passed: number;
}

export const AVAILABLE: OutageState = { canRead: true, canWrite: true, outage: null, outages: 0, passed: 0 };

/**
 * As many health checks in a row end an outage, and nothing else does: a full database takes a small write now and then,
 * and a cluster answers for a single key.
 */
const CHECKS_TO_RECOVER = 3;

/**
 * @param outages those when the call began
 * @param now milliseconds since 1970
 */
export function afterFailedCall(state: OutageState, failure: Failure, outages: number, now: number): OutageState {
  return state.outage === null && state.outages !== outages
    ? state
    : withFailure({ ...state, passed: 0 }, failure, now);
}

/** @param failures of the check's read and write; empty if it passed */
export function afterHealthCheck(state: OutageState, failures: readonly Failure[], now: number): OutageState {
  if (failures.length > 0) {
    const checked = { ...state, canRead: true, canWrite: true, passed: 0 };
    return failures.reduce((next, failure) => withFailure(next, failure, now), checked);
  }
  if (state.outage === null) return state;
  const passed = state.passed + 1;
  return passed < CHECKS_TO_RECOVER ? { ...state, passed } : { ...AVAILABLE, outages: state.outages };
}

function withFailure(state: OutageState, { access, fault, reason, cure }: Failure, now: number): OutageState {
  const { outage, outages } = state;
  const failing = access === "read" ? { canRead: false } : { canWrite: false };
  if (outage === null) {
    return { ...state, ...failing, outages: outages + 1, outage: { fault, reason, cure, since: now } };
  }
  // A database that refuses its work may be unreachable for a moment too. The cure is still the same.
  const saysLess = FAULTS[fault].weight < FAULTS[outage.fault].weight;
  return { ...state, ...failing, outage: saysLess ? outage : { ...outage, fault, reason, cure } };
}
