import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { ConfigurationError } from "#core/host.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { prefixEnd, textsByKey } from "./engine.ts";

/** An engine on a file, or `:memory:`. Throws a {@link ConfigurationError} if the file cannot be used. */
export function openSqlite(path: string): Engine {
  const database = openDatabase(path);
  const statements = prepareStatements(database);
  let nextSweep = 0;

  function compareAndSet({ expect, put, remove, expiresIn }: EncodedChange): EncodedConflict | null {
    const now = Date.now();
    for (const [key, text] of expect) {
      const row = statements.readOne.get(key, now);
      const current = row === undefined ? null : String(row.value);
      if (current !== text) return { key, text: current };
    }
    for (const [key, text] of put) statements.write.run(key, text, expiresIn === null ? null : now + expiresIn);
    for (const key of remove) statements.remove.run(key);
    if (now >= nextSweep) {
      statements.sweep.run(now);
      nextSweep = now + SWEEP_INTERVAL;
    }
    return null;
  }

  /** Synchronous, because all calls in this process share the connection. */
  function inTransaction<Result>(work: () => Result): Result {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    get: async (keys) => textsByKey(keys, statements.readMany.all(JSON.stringify(keys), Date.now())),
    list: async (prefix) =>
      statements.readRange.all(prefix, prefixEnd(prefix)).map(({ key, value }) => [String(key), String(value)]),
    commit: (change, timeout) => retryWhileBusy(timeout, () => inTransaction(() => compareAndSet(change))),
    close: async () => database.close(),
  };
}

/** Prepared once, because preparing takes most of the time of a call. */
function prepareStatements(database: DatabaseSync) {
  const notExpired = "(expires IS NULL OR expires > ?)";
  return {
    readMany: database.prepare(
      `SELECT key, value FROM portcall WHERE key IN (SELECT value FROM json_each(?)) AND ${notExpired}`,
    ),
    readOne: database.prepare(`SELECT value FROM portcall WHERE key = ? AND ${notExpired}`),
    readRange: database.prepare(
      "SELECT key, value FROM portcall WHERE key >= ? AND key < ? AND expires IS NULL ORDER BY key",
    ),
    write: database.prepare(
      "INSERT INTO portcall (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
    ),
    remove: database.prepare("DELETE FROM portcall WHERE key = ?"),
    sweep: database.prepare("DELETE FROM portcall WHERE expires <= ?"),
  };
}

/** Milliseconds. */
const SWEEP_INTERVAL = 60_000;
/** Milliseconds: the longest pause between two attempts while another process writes. Pauses are random. */
const RETRY_PAUSE = 20;
const SQLITE_BUSY = 5;

/** SQLite's busy timeout would block the event loop, so most of the waiting is done here. */
async function retryWhileBusy<Result>(timeout: number, attempt: () => Result): Promise<Result> {
  // No attempt after the caller may have been told that it failed.
  const deadline = performance.now() + timeout - RETRY_PAUSE;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await pause(Math.random() * RETRY_PAUSE);
      if (performance.now() >= deadline) throw error;
    }
  }
}

/** The low byte of an extended result code is the primary one: https://www.sqlite.org/rescode.html */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

/** Opens the file, or creates it with access for its owner only. */
function openDatabase(path: string): DatabaseSync {
  const file = path === ":memory:" ? path : resolve(path);
  try {
    if (file !== ":memory:") {
      makeFolder(dirname(file));
      // SQLite would create it readable for everybody. The -wal and -shm files get the same mode.
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
      `PORTCALL_STORE names the file ${file}, which cannot be used: ${error instanceof Error ? error.message : error}. Write sqlite: and a file path; Portcall needs write access to the file and its folder.`,
      { cause: error },
    );
  }
}

/** Node's recursive mkdir never returns on file systems that report a missing parent for ever, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/**
 * With FULL, an acknowledged commit survives a power failure. The long busy timeout is for other processes that open the
 * file at the same time; later SQLite waits only briefly, and {@link retryWhileBusy} does the rest.
 */
const SCHEMA = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS portcall (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
  PRAGMA busy_timeout = 20;
`;
