import type { Scheduler } from "#core/host.ts";

/** Long work that yields after every few milliseconds, and returns its result. */
export type Slices<Result> = Generator<undefined, Result>;

/** Does the work at once. */
export function finish<Result>(work: Slices<Result>): Result {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}

/** Does the work slice by slice, and lets the event loop go on in between. */
export async function finishInTurns<Result>(work: Slices<Result>, scheduler: Scheduler): Promise<Result> {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
    await scheduler.yield();
  }
}

/** How many lines or claims a slice has. */
const SLICE = 500;

/** What each item becomes, in slices. */
export function* mapInSlices<Item, Result>(
  items: readonly Item[],
  become: (item: Item, index: number) => Result,
): Slices<Result[]> {
  const results: Result[] = [];
  for (const [at, item] of items.entries()) {
    results.push(become(item, at));
    if (results.length % SLICE === 0) yield;
  }
  return results;
}
