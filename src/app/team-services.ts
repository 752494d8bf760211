import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Book } from "#core/book/book.ts";
import { createBookReader } from "#core/book/book-reader.ts";
import { bookLimits } from "#core/book/limits.ts";
import type { Clock, Logger, Scheduler, Store } from "#core/host.ts";
import type { AuditEntry } from "#core/team/audit.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import { createTeamReader } from "#core/team/team-reader.ts";

const CLOCK: Clock = { now: Date.now, newId: randomUUID };

const SCHEDULER: Scheduler = { yield: () => setImmediate() };

/** In claims of all teams: some 50 MB. The largest book takes all of it, rather than being read for each question. */
const MAX_CACHED_CLAIMS = 100_000;

const sizeOf = ({ claims }: Book) => Math.min(claims.length + 1, MAX_CACHED_CLAIMS);

export interface TeamServicesOptions {
  readonly store: Store;
  /** How many claims a team's port book can have. */
  readonly bookLimit: number;
  /** For the audit log. */
  readonly logger: Logger;
  /** Called with each stored feedback. */
  readonly onFeedback: TeamServices["onFeedback"];
}

/** Creates the services for team queries. */
export function createTeamServices({ store, bookLimit, logger, onFeedback }: TeamServicesOptions): TeamServices {
  const audit = (entry: AuditEntry) =>
    logger.info({ event: "audit", ...entry }, `Port book: ${entry.action} ${entry.outcome}.`);
  const books = createBookReader(
    store,
    new LRUCache<string, Book>({ maxSize: MAX_CACHED_CLAIMS, sizeCalculation: sizeOf }),
  );
  const reader = createTeamReader(store, books);
  return { store, reader, books, clock: CLOCK, scheduler: SCHEDULER, limits: bookLimits(bookLimit), audit, onFeedback };
}
