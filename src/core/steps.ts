import type { Scheduler } from "#core/host.ts";

/** Work that is done in steps of a millisecond or so, so that nothing has to wait for all of it. */
export type Steps<Value> = Generator<void, Value, void>;

/** Does the work at once. */
export function finish<Value>(work: Steps<Value>): Value {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** Does the work step by step, and lets the event loop go on in between. */
export async function finishInTurns<Value>(work: Steps<Value>, scheduler: Scheduler): Promise<Value> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    await scheduler.yield();
  }
}

/** So many items are a step. */
const STEP = 500;

/** What each item becomes, in steps. */
export function* mapInSteps<Item, Result>(
  items: readonly Item[],
  become: (item: Item, index: number) => Result,
): Steps<Result[]> {
  const results: Result[] = [];
  for (const [at, item] of items.entries()) {
    results.push(become(item, at));
    if (results.length % STEP === 0) yield;
  }
  return results;
}

/** A value that is made in steps. */
export interface Stepwise<Value> {
  /** The value; what is left of the work is done first. */
  get(): Value;
  /** Does the next step. Returns whether the value is ready. */
  step(): boolean;
}

/** The work begins with the first call. */
export function stepwise<Value>(work: () => Steps<Value>): Stepwise<Value> {
  let steps: Steps<Value> | null = null;
  let made: { readonly value: Value } | null = null;
  const keep = (value: Value): Value => {
    made = { value };
    steps = null;
    return value;
  };
  return {
    get() {
      if (made !== null) return made.value;
      steps ??= work();
      return keep(finish(steps));
    },
    step() {
      if (made !== null) return true;
      steps ??= work();
      const next = steps.next();
      if (next.done === true) keep(next.value);
      return next.done === true;
    },
  };
}

/** The work of several, one after the other. Returns whether all are ready. */
export function stepAll(all: readonly Pick<Stepwise<unknown>, "step">[]): boolean {
  return all.every((each) => each.step());
}
