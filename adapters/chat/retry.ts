import type { Logger } from "#core/host.ts";

/** How long to wait before each attempt. */
export interface BackOff {
  /** Milliseconds to wait before the next attempt; 0 for the first one. */
  nextDelay(): number;
  /** Starts over after a success. */
  reset(): void;
}

/** Delays in milliseconds. */
export interface BackOffOptions {
  readonly initial: number;
  readonly max: number;
  /** As `Math.random`. */
  random(): number;
}

/** Exponential back-off with jitter: each delay is between half and all of the doubled one before. */
export function createBackOff({ initial, max, random }: BackOffOptions): BackOff {
  let attempts = 0;
  return {
    nextDelay() {
      attempts += 1;
      if (attempts === 1) return 0;
      const delay = Math.min(max, initial * 2 ** (attempts - 2));
      return Math.round(delay / 2 + (delay / 2) * random());
    },
    reset() {
      attempts = 0;
    },
  };
}

export interface RetryOptions {
  readonly platform: string;
  readonly logger: Logger;
  /** Aborted when the process is shutting down: then there is one last attempt, at once. */
  readonly signal: AbortSignal;
  /** Resolves after that many milliseconds; by default with a timer that does not keep the process alive. */
  readonly wait?: (time: number) => Promise<void>;
}

/** Milliseconds between attempts. A platform announces an uninstall only once, perhaps while the store is down. */
const PAUSES = [200, 1000, 5000, 25_000, 125_000];

/** Removes everything stored for a team, retrying for about two and a half minutes; rejects with the last error. */
export async function retryUntilRemoved<Result>(
  remove: () => Promise<Result>,
  { platform, logger, signal, wait = pause }: RetryOptions,
): Promise<Result> {
  const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  for (const time of PAUSES) {
    if (signal.aborted) break;
    try {
      return await remove();
    } catch (error) {
      logger.warn({ platform, error }, "Deleting the data of a team that uninstalled Portcall failed; retrying.");
      await Promise.race([wait(time), stopped]);
    }
  }
  return remove();
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, time).unref());
}
