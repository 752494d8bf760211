/** `setTimeout` and `clearTimeout`, injected: the core has no clock of its own. */
export interface Timers {
  setTimeout(then: () => void, time: number): unknown;
  clearTimeout(timer: unknown): void;
}

/**
 * Resolves with the work's result, or with what `onTimeout` returns or throws if the work takes longer. The work itself
 * is not cancelled.
 *
 * @param time milliseconds
 */
export async function withTimeout<Value, Late>(
  work: Promise<Value>,
  time: number,
  onTimeout: () => Late,
  timers: Timers,
): Promise<Value | Late> {
  const { promise: elapsed, resolve } = Promise.withResolvers<void>();
  const timer = timers.setTimeout(resolve, time);
  try {
    return await Promise.race([work, elapsed.then(onTimeout)]);
  } finally {
    timers.clearTimeout(timer);
  }
}
