import { randomUUID } from "node:crypto";
import type { Feedback } from "#core/feedback/feedback.ts";
import type { Clock, Store } from "#core/host.ts";
import type { Keeping } from "#core/team/carry-out.ts";
import { createTeamView } from "#core/team/look.ts";

const CLOCK: Clock = { now: Date.now, newId: randomUUID };

/** What `createAsk` keeps things with. @param onFeedback told of every feedback once it is kept */
export function keepingIn(store: Store, onFeedback: (feedback: Feedback) => void): Keeping {
  return { store, view: createTeamView(store), clock: CLOCK, onFeedback };
}
