import { CallTimeout } from "./engine.ts";

/** Makes a call, unless an earlier one timed out a moment ago: then it rejects at once with the same error. */
export type FailFast = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * While a database hangs, one call after the other waits for it, and nobody else. The state of the outage (`outage.ts`)
 * can't do this: it lasts until health checks have passed, and calls go on being made during it, because a database that
 * is full, read-only or back again still answers many of them. Only a hang costs whoever asks a second.
 * @param pause milliseconds after a timeout until the next call finds out whether the database answers again
 */
export function createFailFast(pause: number, now: () => number = Date.now): FailFast {
  let hang: { readonly error: CallTimeout; readonly retryAt: number } | null = null;
  return async (work) => {
    if (hang !== null) {
      if (now() < hang.retryAt) throw hang.error;
      hang = { ...hang, retryAt: Number.POSITIVE_INFINITY };
    }
    try {
      const result = await work();
      hang = null;
      return result;
    } catch (error) {
      hang = error instanceof CallTimeout ? { error, retryAt: now() + pause } : null;
      throw error;
    }
  };
}
