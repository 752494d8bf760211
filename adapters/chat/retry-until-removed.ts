import type { Logger } from "#core/host.ts";

export interface RetryOptions {
  readonly platform: string;
  readonly logger: Logger;
  /** Waits some milliseconds, or less where the process is about to end. */
  pause(time: number): Promise<void>;
}

/** A platform says once that Portcall was removed: while the store is away it is tried again after so many milliseconds. */
const PAUSES = [200, 1000, 5000, 25_000, 125_000];

/** Removes what a team leaves behind, for as long as there is hope; rejects with what stood in the way at last. */
export async function retryUntilRemoved<Result>(
  leave: () => Promise<Result>,
  { platform, logger, pause }: RetryOptions,
): Promise<Result> {
  for (const time of PAUSES) {
    try {
      return await leave();
    } catch (error) {
      logger.warn({ platform, error }, "What is kept for a team that has removed Portcall could not be removed yet.");
      await pause(time);
    }
  }
  return leave();
}
