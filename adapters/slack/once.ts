import type { Store } from "#core/host.ts";
import type { RecentEvents } from "./recent-events.ts";

/** Tells the first time an event comes from the others, for all processes that share the store. */
export type IsFirst = (eventId: string) => Promise<boolean>;

/** Slack sends an event again three times within about six minutes, then gives up; in milliseconds. */
const REMEMBERED_FOR = 600_000;

export function createOnce(store: Store, recent: RecentEvents): IsFirst {
  return async (id) => {
    if (!recent.isNew(id)) return false;
    const key = `1/seen/slack/${id}`;
    try {
      return (
        (await store.commit({ expect: [[key, undefined]], put: [[key, true]], expiresIn: REMEMBERED_FOR })) === null
      );
    } catch {
      // Without the store each process knows only its own; an answer twice is better than none.
      return true;
    }
  };
}
