import type { Logger } from "#core/host.ts";

export interface RetryOptions {
  readonly platform: string;
  readonly logger: Logger;
  /** Waits some milliseconds, or less where the process is about to end. */
  pause(time: number): Promise<void>;
}

/** Milliseconds between tries. A platform announces an uninstall once; the store may be unreachable just then. */
const PAUSES = [200, 1000, 5000, 25_000, 125_000];

/** Removes everything a team has stored, trying again for about two and a half minutes; rejects with the last error. */
export async function retryUntilRemoved<Result>(
  remove: () => Promise<Result>,
  { platform, logger, pause }: RetryOptions,
): Promise<Result> {
  for (const time of PAUSES) {
    try {
      return await remove();
    } catch (error) {
      logger.warn({ platform, error }, "Removing the data of a team that uninstalled Portcall failed; retrying.");
      await pause(time);
    }
  }
  return remove();
}
