import { LRUCache } from "lru-cache";

/** Keeps one person's flood of questions from being answered with a flood. */
export interface RateLimiter {
  /** Counts a person's question and says what to do with it. */
  hit(person: string): RateVerdict;
}

/** Answer it; say once that it is too many; or stay silent until the person has paused for a whole window. */
export type RateVerdict = "allow" | "warn" | "drop";

/** By default, faster than anybody reads answers. */
export interface RateLimiterOptions {
  /** How many questions are answered in a window. */
  readonly limit?: number;
  /** Milliseconds. */
  readonly window?: number;
  /** Milliseconds since whenever. */
  readonly now?: () => number;
  /** How many persons are remembered; the one who has been silent for longest makes room. */
  readonly remembered?: number;
}

interface AskerWindow {
  since: number;
  questions: number;
}

export function createRateLimiter({
  limit = 20,
  window = 30_000,
  now = Date.now,
  remembered = 10_000,
}: RateLimiterOptions = {}): RateLimiter {
  const windows = new LRUCache<string, AskerWindow>({ max: remembered });
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
      // The pause begins anew with each question that came too soon.
      known.since = at;
      return known.questions === limit + 1 ? "warn" : "drop";
    },
  };
}
