import type { Logger } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";

export interface Availability {
  /**
   * Makes a call and notes whether it was answered; rejects with {@link StoreUnavailable} and nothing else.
   * `wrote` tells from the result whether the store can be written; without it, the call only reads.
   */
  watch<Result>(call: () => Promise<Result>, wrote?: (result: Result) => boolean): Promise<Result>;
  stop(): void;
}

interface AvailabilityOptions {
  readonly logger: Logger;
  /** Its name in the log. */
  readonly store: string;
  /** Writes to the store; made every second while it is unavailable. */
  readonly healthCheck: () => Promise<unknown>;
  /** The error that tells most about why a call failed. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * Logs once that the store has become unavailable and once that it is back, even while nobody uses it. A full store can
 * still be read: one that refused a write is back when it has accepted one.
 */
export function watchAvailability({ logger, store, healthCheck, explain }: AvailabilityOptions): Availability {
  let outage: { readonly timer: NodeJS.Timeout; readonly refusedWrite: boolean } | undefined;
  let calls = 0;
  let lastRead = 0;
  let lastWritten = 0;

  function answered(call: number, written: boolean): void {
    lastRead = Math.max(lastRead, call);
    if (written) lastWritten = Math.max(lastWritten, call);
    if (outage === undefined || (outage.refusedWrite && !written)) return;
    clearInterval(outage.timer);
    outage = undefined;
    logger.info({ store }, "The store is back.");
  }

  function failed(call: number, refusedWrite: boolean, error: unknown): void {
    // A later call has been answered: this one is left over from an outage that is over.
    if (outage !== undefined || call < (refusedWrite ? lastWritten : lastRead)) return;
    const timer = setInterval(() => void watch(healthCheck, () => true).catch(() => {}), HEALTH_CHECK_INTERVAL);
    timer.unref();
    outage = { timer, refusedWrite };
    logger.warn({ store, reason: reasonOf(error) }, "The store does not answer. What needs it fails until it is back.");
  }

  async function watch<Result>(make: () => Promise<Result>, wrote?: (result: Result) => boolean): Promise<Result> {
    calls += 1;
    const call = calls;
    try {
      const result = await make();
      answered(call, wrote?.(result) ?? false);
      return result;
    } catch (error) {
      const cause = explain(error);
      failed(call, wrote !== undefined, cause);
      throw new StoreUnavailable({ cause });
    }
  }
  return { watch, stop: () => clearInterval(outage?.timer) };
}

/** Milliseconds. */
const HEALTH_CHECK_INTERVAL = 1000;

/** Why it failed, in one line. An error that sums up several attempts has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
