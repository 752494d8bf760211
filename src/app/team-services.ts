import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { createBookReader } from "#core/book/book-reader.ts";
import { bookLimits } from "#core/book/limits.ts";
import type { Clock, Logger, Store } from "#core/host.ts";
import type { AuditEntry } from "#core/team/audit.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createTeamReader } from "#core/team/team-reader.ts";

const CLOCK: Clock = { now: Date.now, newId: randomUUID };

const MAX_CACHED_BOOKS = 500;

export interface TeamServicesOptions {
  readonly store: Store;
  /** How many claims a team's port book can have. */
  readonly bookLimit: number;
  /** For the audit log. */
  readonly logger: Logger;
  /** Called with each stored feedback. */
  readonly onFeedback: (feedback: Feedback) => void;
}

/** Creates the services for team queries. */
export function createTeamServices({ store, bookLimit, logger, onFeedback }: TeamServicesOptions): TeamServices {
  const audit = (entry: AuditEntry) =>
    logger.info({ event: "audit", ...entry }, `Port book: ${entry.action} ${entry.outcome}.`);
  const books = createBookReader(store, new LRUCache({ max: MAX_CACHED_BOOKS }));
  const reader = createTeamReader(store, books);
  return { store, reader, books, clock: CLOCK, limits: bookLimits(bookLimit), audit, onFeedback };
}
