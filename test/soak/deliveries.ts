import type { Outcome } from "../support/loopback/replies.ts";

/** A question whose answer a platform is asked to show, after the request was acknowledged. */
export interface AwaitedAnswer {
  /** The answer's JSON; null if none came in time. */
  readonly answer: Promise<string | null>;
  /** How often the platform failed when it was asked to show the answer. */
  readonly failures: number;
  /** How often it was shown. */
  readonly shown: number;
}

/** The answers that the doubles of Slack and Discord get, by what they answer. */
export interface Deliveries {
  /** @param keys any of which an answer may carry */
  await(keys: readonly string[], patience: number): AwaitedAnswer;
  /** Records that the platform was asked to show an answer; returns the fault, if there is one. */
  show(keys: readonly (string | undefined)[], content: unknown, fault: Outcome | undefined): Outcome | undefined;
}

interface Waiting {
  failures: number;
  shown: number;
  resolve(answer: string | null): void;
}

export function createDeliveries(): Deliveries {
  const byKey = new Map<string, Waiting>();
  return {
    await(keys, patience) {
      const { promise: answer, resolve } = Promise.withResolvers<string | null>();
      const waiting: Waiting = { failures: 0, shown: 0, resolve };
      for (const key of keys) byKey.set(key, waiting);
      const timer = setTimeout(() => resolve(null), patience);
      void answer.then(() => clearTimeout(timer));
      // A second answer may come later, and is to be counted.
      setTimeout(() => {
        for (const key of keys) if (byKey.get(key) === waiting) byKey.delete(key);
      }, 2 * patience).unref();
      return Object.assign(waiting, { answer });
    },
    show(keys, content, fault) {
      const waiting = keys.map((key) => byKey.get(key ?? "")).find((each) => each !== undefined);
      if (waiting === undefined) return fault;
      if (fault === undefined) {
        waiting.shown += 1;
        waiting.resolve(JSON.stringify(content));
      } else {
        waiting.failures += 1;
      }
      return fault;
    },
  };
}
