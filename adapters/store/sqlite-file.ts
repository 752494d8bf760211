import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ConfigurationError } from "#core/host.ts";

/** Opens the file, made where there is none, for its owner alone. Throws a {@link ConfigurationError}. */
export function openDatabase(path: string): DatabaseSync {
  const file = path === ":memory:" ? path : resolve(path);
  try {
    if (file !== ":memory:") {
      makeFolder(dirname(file));
      // SQLite would make it readable for everybody; its companions (-wal, -shm) take after it.
      closeSync(openSync(file, "a", 0o600));
    }
    const database = new DatabaseSync(file);
    try {
      database.exec(SCHEMA);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw new ConfigurationError(
      `PORTCALL_STORE names the file ${file}, which cannot be used: ${error instanceof Error ? error.message : error}. Write sqlite: and the path of a file that Portcall may write, in a folder that it may write too.`,
      { cause: error },
    );
  }
}

/** Node's own recursive mkdir never ends where a file system answers that a folder's parent is missing, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/**
 * FULL: a commit that was acknowledged survives a power failure too. Other processes may be opening the file at the same
 * time, so this waits long; afterwards SQLite waits shortly and the caller the rest, without holding up the process.
 */
const SCHEMA = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS portcall (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
  PRAGMA busy_timeout = 20;
`;
