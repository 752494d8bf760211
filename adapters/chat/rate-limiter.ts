import { LRUCache } from "lru-cache";

/** Limits how many questions each person can ask. */
export interface RateLimiter {
  /** Counts a question. */
  hit(person: string): RateVerdict;
}

/** Answer; warn once; or drop until the person has asked nothing for a whole window. */
export type RateVerdict = "allow" | "warn" | "drop";

/** The defaults are more than anybody can read. */
export interface RateLimiterOptions {
  /** How many questions are answered in a window. */
  readonly limit?: number;
  /** Milliseconds. */
  readonly window?: number;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
  /** How many people are tracked; beyond that the least recently active is dropped. */
  readonly capacity?: number;
}

interface AskerWindow {
  since: number;
  questions: number;
}

export function createRateLimiter({
  limit = 20,
  window = 30_000,
  now = Date.now,
  capacity = 10_000,
}: RateLimiterOptions = {}): RateLimiter {
  const windows = new LRUCache<string, AskerWindow>({ max: capacity });
  return {
    hit(person) {
      const at = now();
      const known = windows.get(person);
      if (known === undefined || at - known.since >= window) {
        windows.set(person, { since: at, questions: 1 });
        return "allow";
      }
      known.questions += 1;
      if (known.questions <= limit) return "allow";
      // Every question over the limit restarts the window.
      known.since = at;
      return known.questions === limit + 1 ? "warn" : "drop";
    },
  };
}
