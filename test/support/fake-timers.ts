import { onTestFinished, vi } from "vitest";

/** Timers that wait for the test instead of the clock, until the test is over; sockets go on by themselves. */
export function fakeTimers() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const started: number[] = [];
  globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
    apply(target, self, args) {
      started.push(args[1]);
      return Reflect.apply(target, self, args);
    },
  });
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
    vi.useRealTimers();
  });

  /** Whether a timer of this length, which no earlier call has taken, has started. */
  function take(time: number): boolean {
    const at = started.indexOf(time);
    return at >= 0 && started.splice(0, at + 1).length > 0;
  }

  return {
    /** Waits until somebody starts a timer of exactly this many milliseconds, and lets them go by. */
    async pass(time: number): Promise<void> {
      while (!take(time) && !isOver) await turn();
      await vi.advanceTimersByTimeAsync(time);
    },
    /** Lets one timer after another run out until something has happened. */
    async passUntil<Value>(event: Promise<Value>): Promise<Value> {
      let hasHappened = false;
      const happened = event.finally(() => {
        hasHappened = true;
      });
      while (!hasHappened && !isOver) {
        await vi.advanceTimersToNextTimerAsync();
        await turn();
      }
      return happened;
    },
  };
}

const turn = () => new Promise(setImmediate);
