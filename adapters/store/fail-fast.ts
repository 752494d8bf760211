import { CallTimeout } from "./engine.ts";

/** Makes a call, unless an earlier one timed out a moment ago: then it rejects at once with the same error. */
export type FailFast = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Milliseconds after a timeout until one call finds out whether the database answers again. */
const PAUSE = 1000;

/** While a database hangs, nobody but one call a second waits for it. */
export function createFailFast(now: () => number = Date.now): FailFast {
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
      hang = error instanceof CallTimeout ? { error, retryAt: now() + PAUSE } : null;
      throw error;
    }
  };
}
