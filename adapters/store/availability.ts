import type { Logger } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";

export interface Availability {
  /**
   * Makes a call and takes note of whether it was answered; it rejects with {@link StoreUnavailable} and nothing else.
   * `wrote` says of an answer whether it shows that the store can be written; without it, the call only reads.
   */
  watch<T>(call: () => Promise<T>, wrote?: (answer: T) => boolean): Promise<T>;
  stop(): void;
}

interface AvailabilityOptions {
  readonly logger: Logger;
  /** What the log calls it. */
  readonly store: string;
  /** Shows that the store can be written; asked now and then while it is away. */
  readonly probe: () => Promise<unknown>;
  /** The error that says most of why a call failed. */
  readonly explain: (error: unknown) => unknown;
}

/**
 * Tells the operator once that the store has gone away and once that it is back, which is news also where nobody asks
 * anything. A store that is full can still be read: one that refused a change is back when it has taken one.
 */
export function watchAvailability({ logger, store, probe, explain }: AvailabilityOptions): Availability {
  let away: { readonly timer: NodeJS.Timeout; readonly refusedChange: boolean } | undefined;
  let calls = 0;
  let lastRead = 0;
  let lastWritten = 0;

  function answered(call: number, written: boolean): void {
    lastRead = Math.max(lastRead, call);
    if (written) lastWritten = Math.max(lastWritten, call);
    if (away === undefined || (away.refusedChange && !written)) return;
    clearInterval(away.timer);
    away = undefined;
    logger.info({ store }, "The store is back.");
  }

  function failed(call: number, refusedChange: boolean, error: unknown): void {
    // A later call has been answered: this one is left over from an outage that is over.
    if (away !== undefined || call < (refusedChange ? lastWritten : lastRead)) return;
    const timer = setInterval(() => void watch(probe, () => true).catch(() => {}), PROBE_EVERY);
    timer.unref();
    away = { timer, refusedChange };
    logger.warn({ store, reason: reasonOf(error) }, "The store does not answer. What needs it fails until it is back.");
  }

  async function watch<T>(make: () => Promise<T>, wrote?: (answer: T) => boolean): Promise<T> {
    calls += 1;
    const call = calls;
    try {
      const answer = await make();
      answered(call, wrote?.(answer) ?? false);
      return answer;
    } catch (error) {
      const cause = explain(error);
      failed(call, wrote !== undefined, cause);
      throw new StoreUnavailable({ cause });
    }
  }
  return { watch, stop: () => clearInterval(away?.timer) };
}

/** Milliseconds. */
const PROBE_EVERY = 1000;

/** Why it failed, in one line. An error that stands for several attempts has no words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
