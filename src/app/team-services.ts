import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock, Store } from "#core/host.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createTeamReader } from "#core/team/team-reader.ts";

const CLOCK: Clock = { now: Date.now, newId: randomUUID };

/** How many teams' books are remembered between questions. */
const BOOKS = 500;

/** What `createAsk` keeps things with. @param onFeedback told of every feedback once it is kept */
export function createTeamServices(store: Store, onFeedback: (feedback: Feedback) => void): TeamServices {
  return { store, reader: createTeamReader(store, new LRUCache({ max: BOOKS })), clock: CLOCK, onFeedback };
}
