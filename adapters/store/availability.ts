import type { Logger } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { StoreFault, StoreState } from "#core/store-state.ts";
import { FAULTS, reasonOf } from "./faults.ts";
import type { Access, Failure, OutageState } from "./outage.ts";
import { AVAILABLE, afterFailedCall, afterHealthCheck } from "./outage.ts";

export interface Availability {
  /** Makes a call, and records a failure. Rejects only with {@link StoreUnavailable}. */
  watch<Result>(access: Access, call: () => Promise<Result>): Promise<Result>;
  state(): StoreState;
  stop(): void;
}

export interface AvailabilityOptions {
  readonly logger: Logger;
  /** The store's name in the log. */
  readonly store: string;
  /** What a health check does; it has to read and write as calls do. */
  readonly healthCheck: Readonly<Record<Access, () => Promise<unknown>>>;
  /** Returns the most informative error for a failed call. */
  readonly explain: (error: unknown) => unknown;
  readonly faultOf: (error: unknown) => StoreFault;
  /** What the operator has to change, as exactly as the error says; null if it doesn't. */
  readonly cureOf: (error: unknown) => string | null;
}

/** Milliseconds between health checks: during an outage, and otherwise, so that an idle process notices one too. */
const CHECK_INTERVAL = { outage: 1000, available: 30_000 };
/** Milliseconds between log lines about the same outage. */
const REMINDER_INTERVAL = 600_000;

/**
 * Keeps the state of a store by the calls that fail and by health checks. Logs an outage at once, again whenever its
 * fault changes and every ten minutes, and its end.
 */
export function watchAvailability(options: AvailabilityOptions): Availability {
  const { logger, store, healthCheck, explain, faultOf, cureOf } = options;
  let state: OutageState = AVAILABLE;
  let lastLogged = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function failureOf(access: Access, error: unknown): Failure {
    const cause = explain(error);
    return { access, fault: faultOf(cause), reason: reasonOf(cause), cure: cureOf(cause) };
  }

  function enter(next: OutageState): void {
    const { outage: last } = state;
    state = next;
    const { outage } = next;
    const now = Date.now();
    if (outage === null) {
      if (last !== null) logger.info({ store, ...ageOf(last.since, now) }, "Store available again.");
    } else if (outage.fault !== last?.fault || now - lastLogged >= REMINDER_INTERVAL) {
      lastLogged = now;
      logOutage(next, now);
    }
    if (last === null && outage !== null) schedule(0);
  }

  function logOutage({ outage, canRead, canWrite }: OutageState, now: number): void {
    if (outage === null) return;
    const { fault, reason, cure, since } = outage;
    const { isPermanent, advice } = FAULTS[fault];
    const fields = { store, fault, reason, canRead, canWrite, ...ageOf(since, now) };
    const effect = canRead ? "Changes are refused until then." : "Team data is unavailable until then.";
    logger[isPermanent ? "error" : "warn"](fields, `Store unavailable. ${cure ?? advice} ${effect}`);
  }

  function schedule(time: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void check(), time).unref();
  }

  async function check(): Promise<void> {
    const failures = await Promise.all(
      ACCESSES.map((access) =>
        healthCheck[access]().then(
          () => null,
          (error) => failureOf(access, error),
        ),
      ),
    );
    if (isStopped) return;
    const found = failures.filter((failure) => failure !== null);
    enter(afterHealthCheck(state, found, Date.now()));
    schedule(CHECK_INTERVAL[state.outage === null ? "available" : "outage"]);
  }

  schedule(CHECK_INTERVAL.outage);
  return {
    async watch(access, call) {
      const { outages } = state;
      try {
        return await call();
      } catch (error) {
        if (!isStopped) enter(afterFailedCall(state, failureOf(access, error), outages, Date.now()));
        throw new StoreUnavailable({ cause: explain(error) });
      }
    },
    state: () => ({ canRead: state.canRead, canWrite: state.canWrite, outage: state.outage }),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

const ACCESSES = ["read", "write"] as const;

/** @param since milliseconds since 1970, as `now` */
function ageOf(since: number, now: number): { readonly since: string; readonly seconds: number } {
  return { since: new Date(since).toISOString(), seconds: Math.round((now - since) / 1000) };
}
