import type { DatabaseSync } from "node:sqlite";
import { ConfigurationError } from "#core/host.ts";

/**
 * The layout of the file, kept as SQLite's `user_version`; files of the first releases have none. A release refuses a file
 * with a higher number than its own. Raise it only for a change that makes an older release read or write wrongly. A new
 * column with a default doesn't: every statement names its columns, so both releases work with the file, and the older one
 * can be installed again.
 */
const LAYOUT = 1;

/**
 * Sets up a connection, and creates the table or brings it to today's layout. Safe in several processes at once.
 * @param path for the message of the {@link ConfigurationError} that is thrown for a file of a newer release
 */
export function migrate(database: DatabaseSync, path: string): void {
  database.exec(SETTINGS);
  const layout = layoutOf(database);
  if (layout > LAYOUT) {
    throw new ConfigurationError(
      `PORTCALL_STORE names the file ${path}, which a newer Portcall has written (layout ${layout}; this release reads up to ${LAYOUT}). Install that release again, or restore the backup from before it.`,
    );
  }
  if (layout < LAYOUT) upgrade(database);
  database.exec("PRAGMA busy_timeout = 20");
}

/**
 * With FULL, an acknowledged commit survives a power failure; commits of what expires do without. With secure_delete, removed data is overwritten. The long
 * busy timeout is for other processes that open the file at the same time; later SQLite waits only briefly, and the
 * engine does the rest.
 */
const SETTINGS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
`;

function upgrade(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const isWithoutRowid = database.prepare(IS_WITHOUT_ROWID).get() !== undefined;
    database.exec(isWithoutRowid ? REBUILD : CREATE);
    database.exec(`PRAGMA user_version = ${LAYOUT}; COMMIT`);
    // What was removed before secure_delete was on. Another process may have the file open; it works without.
    if (isWithoutRowid) tryToVacuum(database);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function layoutOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version);
}

const IS_WITHOUT_ROWID = "SELECT 1 FROM pragma_table_list('portcall') WHERE schema = 'main' AND wr = 1";

const CREATE = `
  CREATE TABLE IF NOT EXISTS portcall (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER);
  CREATE INDEX IF NOT EXISTS portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
`;

/**
 * The first releases made the table WITHOUT ROWID, in which the long values lie between the keys: a look-up among 60,000
 * claims took 20 times as long.
 */
const REBUILD = `
  ALTER TABLE portcall RENAME TO portcall_0;
  DROP INDEX IF EXISTS portcall_expires;
  ${CREATE}
  INSERT INTO portcall (key, value, expires) SELECT key, value, expires FROM portcall_0 ORDER BY key;
  DROP TABLE portcall_0;
`;

function tryToVacuum(database: DatabaseSync): void {
  try {
    database.exec("VACUUM");
  } catch {}
}
