import type { Logger } from "#core/host.ts";

export type StopSignal = "SIGTERM" | "SIGINT";

/** Logs an error that nothing caught, a rejection too, and exits with 1: what it left behind can't be known. */
export function exitOnUncaughtErrors(logger: Logger): void {
  process.on("uncaughtException", (error, origin) => {
    try {
      logger.error({ error, origin }, "Uncaught error; exiting.");
    } finally {
      process.exit(1);
    }
  });
}

/** Milliseconds. After Ctrl+C npm passes on the signal that the terminal has sent to Portcall as well. */
const SAME_SIGNAL = 1000;

/**
 * Waits for a signal to stop.
 * @param onRepeated called on another signal, from somebody who can't wait
 */
export function waitForStopSignal(onRepeated: () => void): Promise<StopSignal> {
  const { promise, resolve } = Promise.withResolvers<StopSignal>();
  let repeatsFrom = Number.POSITIVE_INFINITY;
  const onSignal = (signal: StopSignal) => {
    if (performance.now() >= repeatsFrom) onRepeated();
    if (repeatsFrom === Number.POSITIVE_INFINITY) repeatsFrom = performance.now() + SAME_SIGNAL;
    resolve(signal);
  };
  process.on("SIGTERM", () => onSignal("SIGTERM"));
  process.on("SIGINT", () => onSignal("SIGINT"));
  return promise;
}
