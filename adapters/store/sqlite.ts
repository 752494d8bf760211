import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { ConfigurationError } from "#core/host.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { prefixEnd, textsByKey } from "./engine.ts";

/** An engine on a file, or `:memory:`. Throws a {@link ConfigurationError} where the file cannot be used. */
export function openSqlite(path: string): Engine {
  const database = openDatabase(path);
  const unexpired = "(expires IS NULL OR expires > ?)";
  // Prepared once: doing it anew at every call takes most of a call's time.
  const readMany = database.prepare(
    `SELECT key, value FROM portcall WHERE key IN (SELECT value FROM json_each(?)) AND ${unexpired}`,
  );
  const readOne = database.prepare(`SELECT value FROM portcall WHERE key = ? AND ${unexpired}`);
  const readRange = database.prepare(
    "SELECT key, value FROM portcall WHERE key >= ? AND key < ? AND expires IS NULL ORDER BY key",
  );
  const write = database.prepare(
    "INSERT INTO portcall (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
  );
  const remove = database.prepare("DELETE FROM portcall WHERE key = ?");
  const sweep = database.prepare("DELETE FROM portcall WHERE expires <= ?");
  let nextSweep = 0;

  function compareAndSet({ expect, put, remove: removed, expiresIn }: EncodedChange): EncodedConflict | null {
    const now = Date.now();
    for (const [key, text] of expect) {
      const row = readOne.get(key, now);
      const current = row === undefined ? null : String(row.value);
      if (current !== text) return { key, text: current };
    }
    for (const [key, text] of put) write.run(key, text, expiresIn === null ? null : now + expiresIn);
    for (const key of removed) remove.run(key);
    if (now >= nextSweep) {
      sweep.run(now);
      nextSweep = now + SWEEP_INTERVAL;
    }
    return null;
  }

  /** Synchronous, because everything in this process shares the connection. */
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
    get: async (keys) => textsByKey(keys, readMany.all(JSON.stringify(keys), Date.now())),
    list: async (prefix) =>
      readRange.all(prefix, prefixEnd(prefix)).map(({ key, value }) => [String(key), String(value)]),
    commit: (change, timeout) => retryWhileBusy(timeout, () => inTransaction(() => compareAndSet(change))),
    close: async () => database.close(),
  };
}

/** Milliseconds. */
const SWEEP_INTERVAL = 60_000;
/** The longest pause between two attempts while another process writes; random, so that two do not keep step. */
const RETRY_PAUSE = 20;
const SQLITE_BUSY = 5;

/** SQLite's own waiting would hold up everything else that this process does, so most of the waiting is done here. */
async function retryWhileBusy<Result>(timeout: number, attempt: () => Result): Promise<Result> {
  // Nothing is attempted once the caller may have been told that it failed.
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

/** Extended codes keep the plain one in their low byte. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

/** Opens the file, or creates it for its owner alone. */
function openDatabase(path: string): DatabaseSync {
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
 * time, so this waits long; afterwards SQLite waits briefly and {@link retryWhileBusy} the rest.
 */
const SCHEMA = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS portcall (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
  PRAGMA busy_timeout = 20;
`;
