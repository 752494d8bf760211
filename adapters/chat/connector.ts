import type { Logger } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import { createBackOff } from "./retry.ts";

/** Connects to a platform, which may be unreachable for as long as it likes: only a refusal is final. */
export interface Connector {
  /**
   * Resolves when connected, or as soon as the platform turns out to be unreachable or slow: connecting goes on in the
   * background then, and a refusal is reported to `onLost`.
   * @throws ConfigurationError if the platform refuses the connection
   */
  start(connect: () => Promise<void>): Promise<void>;
  /** Repeats an attempt with back-off until it succeeds. Rejects with a `ConfigurationError` of its own, or when stopped. */
  keepTrying<Result>(attempt: () => Promise<Result>): Promise<Result>;
  /** Ends all attempts. */
  stop(): void;
}

export interface ConnectorOptions {
  readonly platform: string;
  readonly logger: Logger;
  /** Called when the platform refuses a connection after the start. */
  readonly onLost: (error: Error) => void;
  readonly timing?: Partial<ConnectorTiming>;
}

export interface ConnectorTiming {
  now(): number;
  /** @param time milliseconds */
  wait(time: number): Promise<void>;
  /** As `Math.random`. */
  random(): number;
}

/** Milliseconds between attempts. */
const DELAYS = { initial: 250, max: 30_000 };
/** Milliseconds until the rest of the process no longer waits for a platform. */
const PATIENCE = 5000;
/** Milliseconds between two lines about the same outage. */
const REMINDER = 600_000;

export function createConnector({ platform, logger, onLost, timing }: ConnectorOptions): Connector {
  const { now, wait, random }: ConnectorTiming = { ...REAL_TIME, ...timing };
  let shutdown = new AbortController();
  let proceed = () => {};

  async function keepTrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const { signal } = shutdown;
    const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    const backOff = createBackOff({ ...DELAYS, random });
    let remindAt = Number.NEGATIVE_INFINITY;
    for (let failures = 0; ; failures += 1) {
      const delay = backOff.nextDelay();
      if (delay > 0) await Promise.race([wait(delay), stopped]);
      signal.throwIfAborted();
      try {
        const result = await attempt();
        if (failures > 0) logger.info({ platform, failures }, "The platform can be reached again.");
        return result;
      } catch (error) {
        if (error instanceof ConfigurationError) throw error;
        signal.throwIfAborted();
        proceed();
        if (now() < remindAt) continue;
        remindAt = now() + REMINDER;
        logger.warn({ platform, error, failures: failures + 1 }, "The platform could not be reached; trying again.");
      }
    }
  }

  return {
    keepTrying,
    start(connect) {
      shutdown = new AbortController();
      const { signal } = shutdown;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      let isStarting = true;
      proceed = () => {
        isStarting = false;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(proceed, PATIENCE);
      connect().then(proceed, (error) => {
        clearTimeout(timer);
        if (isStarting) reject(error);
        else if (!signal.aborted) onLost(error);
      });
      return promise;
    },
    stop: () => shutdown.abort(),
  };
}

const REAL_TIME: ConnectorTiming = {
  now: Date.now,
  wait: (time) => new Promise((resolve) => void setTimeout(resolve, time).unref()),
  random: Math.random,
};
