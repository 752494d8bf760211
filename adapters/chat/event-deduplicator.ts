import { LRUCache } from "lru-cache";
import type { Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";

/** Whether an event is delivered for the first time; from then on it is not. Never rejects. */
export type IsFirstDelivery = (eventId: string) => Promise<boolean>;

export interface EventDeduplicatorOptions {
  readonly platform: string;
  readonly store: Store;
  /** For how long the platform may deliver an event again, in milliseconds. */
  readonly time: number;
}

/** How many ids this process remembers by itself; the oldest makes room. */
const REMEMBERED = 1000;

/** Tells the first delivery of an event from the others, for all processes that share the store. */
export function createEventDeduplicator({ platform, store, time }: EventDeduplicatorOptions): IsFirstDelivery {
  const seen = new LRUCache<string, true>({ max: REMEMBERED });
  return async (id) => {
    if (seen.has(id)) return false;
    seen.set(id, true);
    const key = adapterKey("seen", platform, id);
    try {
      return (await store.commit({ expect: [[key, undefined]], put: [[key, true]], expiresIn: time })) === null;
    } catch {
      // Without the store each process knows only its own; an answer twice is better than none.
      return true;
    }
  };
}
