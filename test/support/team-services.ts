import { LRUCache } from "lru-cache";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createTeamReader } from "#core/team/team-reader.ts";
import { memoryStore } from "./store/memory-store.ts";

/** What `createAsk` keeps things with, and what came of it. Its clock begins at noon on 1 March 2026 and goes on with every look. */
export function teamServicesIn(store: Store = memoryStore()): TeamServices & { readonly feedback: Feedback[] } {
  const feedback: Feedback[] = [];
  let ids = 0;
  let moments = 0;
  return {
    store,
    reader: createTeamReader(store, new LRUCache({ max: 100 })),
    clock: { now: () => Date.UTC(2026, 2, 1, 12) + moments++, newId: () => `id${++ids}` },
    onFeedback: (given) => feedback.push(given),
    feedback,
  };
}

/** Somebody in a team, who is an admin where said so. */
export function asker(name: string, { team = "test.T1", admin = false } = {}): Asker {
  return { team, person: `${team}/${name}`, name, isAdmin: async () => admin };
}
