import { LRUCache } from "lru-cache";
import type { AddToSharedCount } from "./shared-count.ts";

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
  /** Lets all processes count together; without it each counts its own. */
  readonly addToShared?: AddToSharedCount;
  /** How many people are tracked; beyond that the least recently active is dropped. */
  readonly capacity?: number;
}

interface AskerWindow {
  since: number;
  questions: number;
}

/** Milliseconds. */
export const RATE_WINDOW = 30_000;
/** How often a process shares its count while somebody asks on: each time, as many more may slip through it. */
const SHARES_PER_WINDOW = 4;

/**
 * A question is counted in memory and never waits for the store. Only a person who asks a quarter of the limit within a
 * window is counted in the store, in the background, and once for each quarter: a write for every question would cost
 * more than the look-up. So two processes together allow at most half as much again as one.
 */
export function createRateLimiter({
  limit = 20,
  window = RATE_WINDOW,
  now = Date.now,
  addToShared,
  capacity = 10_000,
}: RateLimiterOptions = {}): RateLimiter {
  const windows = new LRUCache<string, AskerWindow>({ max: capacity });
  const batch = Math.max(1, Math.floor(limit / SHARES_PER_WINDOW));

  function share(person: string, counted: AskerWindow): void {
    const added = addToShared?.(person, batch).then((sum) => {
      if (sum >= limit) counted.questions = Math.max(counted.questions, limit);
    });
    // Without the store, each process knows only its own questions.
    added?.catch(() => {});
  }

  return {
    hit(person) {
      const at = now();
      const known = windows.get(person);
      if (known === undefined || at - known.since >= window) {
        windows.set(person, { since: at, questions: 1 });
        return "allow";
      }
      known.questions += 1;
      if (known.questions < limit && known.questions % batch === 0) share(person, known);
      if (known.questions <= limit) return "allow";
      // Every question over the limit restarts the window.
      known.since = at;
      return known.questions === limit + 1 ? "warn" : "drop";
    },
  };
}
