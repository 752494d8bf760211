/** Milliseconds a test waits for a call before it is told which calls came instead. */
export const defaultDeadline = 5_000;

/** The real timers, even if the test fakes them. */
const { setTimeout, clearTimeout } = globalThis;

export interface CallLog<Call> {
  /** Every call, oldest first. */
  readonly calls: readonly Call[];
  record(call: Call): void;
  /**
   * The oldest call that `wanted` accepts and that no earlier `next` has taken; waits for one when there is none.
   * Rejects after `deadline` milliseconds, or when the log is closed, naming `what` was awaited and what came instead.
   */
  next(wanted: (call: Call) => boolean, what: string, deadline?: number): Promise<Call>;
  /** Drops the recorded calls, whose bodies fill the memory in a long run. */
  forget(): void;
  /** Rejects whatever is still awaited and clears its timers. */
  close(): void;
}

interface Waiter<Call> {
  wanted: (call: Call) => boolean;
  take: (call: Call) => void;
  giveUp: (reason: string) => void;
}

/** `describe` names a call in a failure message, e.g. "chat.postMessage". */
export function createCallLog<Call>(describe: (call: Call) => string): CallLog<Call> {
  const calls: Call[] = [];
  const taken = new Set<Call>();
  const waiters = new Set<Waiter<Call>>();
  let closed = false;

  const failure = (what: string, reason: string) =>
    new Error(`No ${what} ${reason}. Recorded: ${calls.map(describe).join(", ") || "nothing"}.`);

  return {
    calls,
    record(call) {
      calls.push(call);
      const waiter = [...waiters].find(({ wanted }) => wanted(call));
      waiter?.take(call);
    },
    next(wanted, what, deadline = defaultDeadline) {
      const earlier = calls.find((call) => !taken.has(call) && wanted(call));
      if (earlier !== undefined) {
        taken.add(earlier);
        return Promise.resolve(earlier);
      }
      if (closed) return Promise.reject(failure(what, "before the platform closed"));
      const { promise, resolve, reject } = Promise.withResolvers<Call>();
      const settle = () => {
        clearTimeout(timer);
        waiters.delete(waiter);
      };
      const waiter: Waiter<Call> = {
        wanted,
        take(call) {
          settle();
          taken.add(call);
          resolve(call);
        },
        giveUp(reason) {
          settle();
          reject(failure(what, reason));
        },
      };
      const timer = setTimeout(() => waiter.giveUp(`within ${deadline} ms`), deadline);
      waiters.add(waiter);
      // If a test failed elsewhere, only that failure should be reported.
      promise.catch(() => {});
      return promise;
    },
    forget() {
      calls.length = 0;
      taken.clear();
    },
    close() {
      closed = true;
      for (const waiter of [...waiters]) waiter.giveUp("before the platform closed");
    },
  };
}
