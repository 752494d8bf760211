/** Keeps one person's flood of questions from being answered with a flood. */
export interface RateLimiter {
  /**
   * Whether to answer a person's next question: `tell` once, when they begin to ask too much, and `quiet` from then on
   * until they have paused.
   */
  hit(person: string): RateVerdict;
}

export type RateVerdict = "go" | "tell" | "quiet";

export interface RateLimiterOptions {
  /** So many questions are answered in a window. */
  readonly limit: number;
  /** Milliseconds. */
  readonly window: number;
  /** Milliseconds since whenever. */
  now(): number;
  /** How many persons are remembered; the one that asked first makes room. */
  readonly remembered?: number;
}

interface AskerWindow {
  since: number;
  questions: number;
}

export function createRateLimiter({ limit, window, now, remembered = 10_000 }: RateLimiterOptions): RateLimiter {
  const asking = new Map<string, AskerWindow>();
  return {
    hit(person) {
      const at = now();
      const known = asking.get(person);
      if (known !== undefined && at - known.since < window) {
        known.questions += 1;
        if (known.questions <= limit) return "go";
        // The pause begins anew with each question that came too soon.
        known.since = at;
        return known.questions === limit + 1 ? "tell" : "quiet";
      }
      asking.delete(person);
      asking.set(person, { since: at, questions: 1 });
      const [oldest] = asking.keys();
      if (asking.size > remembered && oldest !== undefined) asking.delete(oldest);
      return "go";
    },
  };
}
