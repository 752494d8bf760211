import type { Logger } from "#core/host.ts";

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
