/** The ids of the events that came last: Slack sends an event again when it saw no acknowledgement in time. */
export interface RecentEvents {
  /** Whether the event comes for the first time; from then on it does not. */
  isNew(id: string): boolean;
}

const KEPT = 1000;

/** @param kept how many ids are remembered; the oldest makes room */
export function createRecentEvents(kept = KEPT): RecentEvents {
  const ids = new Set<string>();
  return {
    isNew(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > kept && oldest !== undefined) ids.delete(oldest);
      return true;
    },
  };
}
