import { LRUCache } from "lru-cache";
import type { Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";

/** Resolves with true for the first delivery of an event, and false for every later one. Never rejects. */
export type IsFirstDelivery = (eventId: string) => Promise<boolean>;

export interface EventDeduplicatorOptions {
  readonly platform: string;
  readonly store: Store;
  /** How long the platform may redeliver an event, in milliseconds. */
  readonly ttl: number;
}

/** Ids kept in memory. */
const CAPACITY = 1000;

/** Detects redelivered events across all processes that share the store. */
export function createEventDeduplicator({ platform, store, ttl }: EventDeduplicatorOptions): IsFirstDelivery {
  const seen = new LRUCache<string, true>({ max: CAPACITY });
  return async (id) => {
    if (seen.has(id)) return false;
    seen.set(id, true);
    const key = adapterKey("seen", platform, id);
    try {
      return (await store.commit({ expect: [[key, undefined]], put: [[key, true]], expiresIn: ttl })) === null;
    } catch {
      // Without the store, each process knows only its own deliveries. A duplicate answer is better than none.
      return true;
    }
  };
}
