import { onTestFinished, vi } from "vitest";

/** Timers controlled by the test until it ends; sockets run in real time. */
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

  /** Whether a timer of this length, not taken by an earlier call, has started. */
  function take(time: number): boolean {
    const at = started.indexOf(time);
    return at >= 0 && started.splice(0, at + 1).length > 0;
  }

  return {
    /** Waits until a timer of exactly this length starts, and fires it. */
    async pass(time: number): Promise<void> {
      while (!take(time) && !isOver) await turn();
      await vi.advanceTimersByTimeAsync(time);
    },
    /** Fires one timer after another until something has happened. */
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
