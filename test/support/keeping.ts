import type { Feedback } from "#core/feedback/feedback.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Keeping } from "#core/team/carry-out.ts";
import { createTeamView } from "#core/team/look.ts";
import { memoryStore } from "./store/memory-store.ts";

/** What `createAsk` keeps things with, and what came of it. Its clock begins at noon on 1 March 2026 and goes on with every look. */
export function keepingIn(store: Store = memoryStore()): Keeping & { readonly feedback: Feedback[] } {
  const feedback: Feedback[] = [];
  let ids = 0;
  let moments = 0;
  return {
    store,
    view: createTeamView(store),
    clock: { now: () => Date.UTC(2026, 2, 1, 12) + moments++, newId: () => `id${++ids}` },
    onFeedback: (given) => feedback.push(given),
    feedback,
  };
}

/** Somebody in a team, who is an admin where said so. */
export function asker(name: string, { team = "test.T1", admin = false } = {}): Asker {
  return { team, person: `${team}/${name}`, name, isAdmin: async () => admin };
}
