/** How long to wait before each try, in milliseconds. */
export interface BackOff {
  /** Called before a try; 0 before the first one after a success. */
  next(): number;
  succeeded(): void;
}

export interface BackOffOptions {
  readonly first: number;
  readonly most: number;
  /** From 0 up to 1. */
  random(): number;
}

/**
 * Waits that double from the second try on, each a random time between half of it and all of it, so that clients that
 * lost the same server do not come back all at once.
 */
export function createBackOff({ first, most, random }: BackOffOptions): BackOff {
  let tries = 0;
  return {
    next() {
      tries += 1;
      if (tries === 1) return 0;
      const whole = Math.min(most, first * 2 ** (tries - 2));
      return Math.round(whole / 2 + (whole / 2) * random());
    },
    succeeded() {
      tries = 0;
    },
  };
}
