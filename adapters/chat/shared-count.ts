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
  /** Resolves when what was added meanwhile is to be written. */
  readonly gather?: () => Promise<unknown>;
}

/** Milliseconds. Nobody asks five more questions within it. */
const GATHERING_TIME = 200;

/** People in one write. It blocks the process, where the store is a file: for about half a millisecond. */
const MAX_GATHERED = 64;

/** Questions by key, and the sums once they are written. */
interface Batch {
  readonly added: Map<string, number>;
  readonly sums: Promise<ReadonlyMap<string, number>>;
}

/** What several people add within a moment is one write: a busy process would make hundreds a second. */
export function createSharedCount({
  store,
  window,
  now = Date.now,
  gather = aMoment,
}: SharedCountOptions): AddToSharedCount {
  let gathering: Batch | null = null;

  function startBatch(): Batch {
    const added = new Map<string, number>();
    const sums = gather().then(() => {
      if (gathering?.added === added) gathering = null;
      return write(added);
    });
    return { added, sums };
  }

  async function write(added: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const keys = [...added.keys()];
    const values = await store.get(keys);
    const counted = new Map(keys.map((key, place) => [key, values[place]]));
    for (;;) {
      const sums = new Map([...added].map(([key, questions]) => [key, countIn(counted.get(key)) + questions]));
      const conflict = await store.commit({ expect: [...counted], put: [...sums], expiresIn: 2 * window });
      if (conflict === null) return sums;
      counted.set(conflict.key, conflict.value);
    }
  }

  return async (person, questions) => {
    const key = adapterKey("rate", person, `${Math.floor(now() / window)}`);
    if (gathering === null || gathering.added.size >= MAX_GATHERED) gathering = startBatch();
    const { added, sums } = gathering;
    added.set(key, (added.get(key) ?? 0) + questions);
    return (await sums).get(key) ?? questions;
  };
}

function countIn(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}

function aMoment(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, GATHERING_TIME).unref());
}
