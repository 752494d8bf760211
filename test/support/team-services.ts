import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { createBookReader } from "#core/book/book-reader.ts";
import type { BookLimits } from "#core/book/limits.ts";
import { bookLimits } from "#core/book/limits.ts";
import type { Store } from "#core/host.ts";
import type { Asker, Role } from "#core/team/asker.ts";
import type { AuditEntry } from "#core/team/audit.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createTeamReader } from "#core/team/team-reader.ts";
import { memoryStore } from "./store/memory-store.ts";

/**
 * Team services for tests, and the feedback they received. The clock starts at noon on 1 March 2026 and advances on
 * each call.
 */
export function teamServicesIn(
  store: Store = memoryStore(),
  limits: BookLimits = bookLimits(5000),
): TeamServices & { readonly feedback: Feedback[]; readonly audited: AuditEntry[] } {
  const feedback: Feedback[] = [];
  const audited: AuditEntry[] = [];
  const books = createBookReader(store, new LRUCache({ max: 100 }));
  let ids = 0;
  let ticks = 0;
  return {
    store,
    reader: createTeamReader(store, books),
    books,
    scheduler: { yield: () => setImmediate() },
    clock: { now: () => Date.UTC(2026, 2, 1, 12) + ticks++, newId: () => `id${++ids}` },
    limits,
    audit: (entry) => audited.push(entry),
    onFeedback: (given) => feedback.push(given),
    feedback,
    audited,
  };
}

/** Team services for processes that share a store: ids that differ between them, the real time, and no limits. */
export function unlimitedServices(store: Store): TeamServices {
  const books = createBookReader(store);
  return {
    store,
    reader: createTeamReader(store, books),
    books,
    scheduler: { yield: () => setImmediate() },
    clock: { now: Date.now, newId: randomUUID },
    limits: { claims: Number.POSITIVE_INFINITY, portsPerHour: Number.POSITIVE_INFINITY },
    audit: () => {},
    onFeedback: () => {},
  };
}

/** A person in a team: a member, if nothing else is said. */
export function asker(name: string, { team = "test.T1", role = "member" as Role } = {}): Asker {
  return { team, person: `${team}/${name}`, name, role: async () => role };
}
