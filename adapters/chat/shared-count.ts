import type { Json, Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";

/**
 * Adds a person's questions to what all processes have counted in the current window, and resolves with the sum. Rejects
 * if the store is unavailable.
 */
export type AddToSharedCount = (person: string, questions: number) => Promise<number>;

export interface SharedCountOptions {
  readonly store: Store;
  /** Milliseconds. */
  readonly window: number;
  /** Milliseconds since 1970. Processes whose clocks differ share less. */
  readonly now?: () => number;
}

/** One write for each call, and another one for each process that wrote in the same instant. */
export function createSharedCount({ store, window, now = Date.now }: SharedCountOptions): AddToSharedCount {
  return async (person, questions) => {
    const key = adapterKey("rate", person, `${Math.floor(now() / window)}`);
    let counted: Json | undefined;
    for (;;) {
      const sum = (typeof counted === "number" ? counted : 0) + questions;
      const conflict = await store.commit({ expect: [[key, counted]], put: [[key, sum]], expiresIn: 2 * window });
      if (conflict === null) return sum;
      counted = conflict.value;
    }
  };
}
