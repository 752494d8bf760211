import type { Logger } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";

export interface Availability {
  /**
   * Makes a call and records whether it succeeded. Rejects only with {@link StoreUnavailable}.
   * `wrote` says whether the result proves that the store can be written; leave it out for calls that only read.
   */
  watch<Result>(call: () => Promise<Result>, wrote?: (result: Result) => boolean): Promise<Result>;
  stop(): void;
}

interface AvailabilityOptions {
  readonly logger: Logger;
  /** The store's name in the log. */
  readonly store: string;
  /** Writes to the store. Called every second while it is unavailable. */
  readonly healthCheck: () => Promise<unknown>;
  /** Returns the most informative error for a failed call. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * Logs once when the store becomes unavailable and once when it is available again, even if nobody uses it. A full store
 * can still be read, so after a refused write only a successful write ends the outage.
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
    logger.info({ store }, "Store available again.");
  }

  function failed(call: number, refusedWrite: boolean, error: unknown): void {
    // A later call has succeeded, so the outage that this call belongs to is over.
    if (outage !== undefined || call < (refusedWrite ? lastWritten : lastRead)) return;
    const timer = setInterval(() => void watch(healthCheck, () => true).catch(() => {}), HEALTH_CHECK_INTERVAL);
    timer.unref();
    outage = { timer, refusedWrite };
    logger.warn(
      { store, reason: reasonOf(error) },
      "Store unavailable; retrying. Team data cannot be used until then.",
    );
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

/** Why it failed, in one line. An AggregateError of several attempts has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
