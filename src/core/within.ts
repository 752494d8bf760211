/** The clock of the outside, which its `globalThis` is. */
export interface Timers {
  setTimeout(then: () => void, time: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** What comes of work, where it comes in time; null where it goes on. @param time milliseconds */
export async function within<Value>(time: number, work: Promise<Value>, timers: Timers): Promise<Value | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = timers.setTimeout(() => resolve(null), time);
  try {
    return await Promise.race([work, late]);
  } finally {
    timers.clearTimeout(timer);
  }
}
