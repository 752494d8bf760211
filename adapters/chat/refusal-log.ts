import type { Logger } from "#core/host.ts";

/** Logs refused requests without letting whoever sends them fill the log. */
export interface RefusalLog {
  /** @param reason one of few texts, with nothing of the request in it: `401 Unauthorized: replay` */
  refused(reason: string): void;
}

/** Milliseconds between two lines about the same reason. */
const INTERVAL = 60_000;

/** The first refusal for a reason is logged at once, further ones as a count, once a minute. */
export function createRefusalLog(platform: string, logger: Pick<Logger, "warn">): RefusalLog {
  const counts = new Map<string, number>();

  function countFor(reason: string): void {
    counts.set(reason, 0);
    setTimeout(() => {
      const count = counts.get(reason) ?? 0;
      counts.delete(reason);
      if (count === 0) return;
      logger.warn({ platform, count }, `More requests were refused with ${reason}.`);
      countFor(reason);
    }, INTERVAL).unref();
  }

  return {
    refused(reason) {
      const count = counts.get(reason);
      if (count !== undefined) {
        counts.set(reason, count + 1);
        return;
      }
      logger.warn({ platform }, `A request was refused with ${reason}.`);
      countFor(reason);
    },
  };
}
