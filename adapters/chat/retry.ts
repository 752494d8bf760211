import type { Logger } from "#core/host.ts";

/** How long to wait before each try, in milliseconds. */
export interface BackOff {
  /** Called before a try; 0 before the first one after a success. */
  next(): number;
  succeeded(): void;
}

export interface BackOffOptions {
  readonly first: number;
  readonly most: number;
  /** From 0 up to 1. */
  random(): number;
}

/**
 * Waits that double from the second try on, each a random time between half of it and all of it, so that clients that
 * lost the same server do not come back all at once.
 */
export function createBackOff({ first, most, random }: BackOffOptions): BackOff {
  let tries = 0;
  return {
    next() {
      tries += 1;
      if (tries === 1) return 0;
      const whole = Math.min(most, first * 2 ** (tries - 2));
      return Math.round(whole / 2 + (whole / 2) * random());
    },
    succeeded() {
      tries = 0;
    },
  };
}

export interface RetryOptions {
  readonly platform: string;
  readonly logger: Logger;
  /** Aborted when the process is about to end: then there is one more try, at once. */
  readonly stopping: AbortSignal;
  /** Resolves after so many milliseconds; by default with a timer that keeps no process alive. */
  readonly wait?: (time: number) => Promise<void>;
}

/** Milliseconds between tries. A platform announces an uninstall once; the store may be unreachable just then. */
const PAUSES = [200, 1000, 5000, 25_000, 125_000];

/** Removes everything a team has stored, trying again for about two and a half minutes; rejects with the last error. */
export async function retryUntilRemoved<Result>(
  remove: () => Promise<Result>,
  { platform, logger, stopping, wait = pause }: RetryOptions,
): Promise<Result> {
  const stopped = new Promise((resolve) => stopping.addEventListener("abort", resolve, { once: true }));
  for (const time of PAUSES) {
    if (stopping.aborted) break;
    try {
      return await remove();
    } catch (error) {
      logger.warn({ platform, error }, "Removing the data of a team that uninstalled Portcall failed; retrying.");
      await Promise.race([wait(time), stopped]);
    }
  }
  return remove();
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, time).unref());
}
