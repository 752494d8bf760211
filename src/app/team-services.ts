import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock, Store } from "#core/host.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createTeamReader } from "#core/team/team-reader.ts";

const CLOCK: Clock = { now: Date.now, newId: randomUUID };

const MAX_CACHED_BOOKS = 500;

/** Creates the services for team queries. @param onFeedback called with each stored feedback */
export function createTeamServices(store: Store, onFeedback: (feedback: Feedback) => void): TeamServices {
  return { store, reader: createTeamReader(store, new LRUCache({ max: MAX_CACHED_BOOKS })), clock: CLOCK, onFeedback };
}
