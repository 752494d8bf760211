import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { sizeOf } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { textsByKey } from "./engine.ts";
import {
  checkFile,
  closeOnError,
  mayPass,
  openSqliteFile,
  resolveSqlitePath,
  SQLITE_BUSY,
  sqliteCodeOf,
  unusableFile,
} from "./sqlite-file.ts";

/**
 * An engine on a file, or `:memory:`. If the disk is full or fails, it is opened on first use. Throws a
 * {@link ConfigurationError} if the file cannot be used, or is missing and not to be created.
 */
export function openSqlite(path: string, create: boolean): Engine {
  const file = resolveSqlitePath(path);
  if (!create) checkFile(file);
  let connection: Connection | undefined;
  const connected = () => {
    connection ??= connect(file);
    return connection;
  };
  try {
    connected();
  } catch (error) {
    if (!mayPass(error)) throw unusableFile(file, error);
  }

  return {
    async get(keys) {
      const { statements } = connected();
      if (keys.length > FEW_KEYS) return textsByKey(keys, statements.readMany.all(JSON.stringify(keys), Date.now()));
      const row = statements.readFew(keys.length).get(Date.now(), ...keys);
      return keys.map((_, at) => textIn(row?.[at]));
    },
    async list({ from, to, limit, reverse }) {
      // SQLite answers without a pause, and whoever reads page by page would stop everything else.
      await nextTurn();
      const { readUp, readDown } = connected().statements;
      const rows = (reverse ? readDown : readUp).all(from, to, limit ?? NO_LIMIT);
      return rows.map(({ key, value }) => [String(key), String(value)]);
    },
    async commit(change, timeout) {
      // An import takes some ten milliseconds here, after as many of its own.
      if (sizeOf(change) > MANY_KEYS) await nextTurn();
      return retryWhileBusy(timeout, () => connected().commit(change));
    },
    version: () => connection?.version() ?? null,
    close: async () => connection?.database.close(),
  };
}

interface Connection {
  readonly database: DatabaseSync;
  readonly statements: Statements;
  commit(change: EncodedChange): EncodedConflict | null;
  version(): number;
}

/** Whether a change does more than write what expires. */
function lasts({ expiresIn, remove }: EncodedChange): boolean {
  return expiresIn === null || remove.length > 0;
}

function connect(file: string): Connection {
  const { database, checkInPlace } = openSqliteFile(file);
  const statements = closeOnError(database, () => prepareStatements(database));
  let nextSweep = 0;
  let version = 0;
  let dataVersion: unknown;

  function compareAndSet({ expect, put, remove, expiresIn }: EncodedChange): EncodedConflict | null {
    const now = Date.now();
    for (const [key, text] of expect) {
      const row = statements.readOne.get(key, now);
      const current = row === undefined ? null : String(row.value);
      if (current !== text) return { key, text: current };
    }
    for (const [key, text] of put) statements.write.run(key, text, expiresIn === null ? null : now + expiresIn);
    for (const key of remove) statements.remove.run(key);
    // The next commits remove what is left.
    if (now >= nextSweep && statements.sweep.run(now, MAX_SWEPT).changes < MAX_SWEPT) nextSweep = now + SWEEP_INTERVAL;
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

  /**
   * What expires does not wait for the disk: it outlives the process, and is on the disk before anything that was changed
   * after it, but a power failure may take the last of it.
   */
  function withDurability<Result>(change: EncodedChange, work: () => Result): Result {
    if (lasts(change)) return work();
    database.exec("PRAGMA synchronous = NORMAL");
    try {
      return work();
    } finally {
      database.exec("PRAGMA synchronous = FULL");
    }
  }

  return {
    database,
    statements,
    /** SQLite counts the commits of other connections only: https://www.sqlite.org/pragma.html#pragma_data_version */
    version() {
      const current = statements.readDataVersion.get()?.[0];
      if (current !== dataVersion) version += 1;
      dataVersion = current;
      return version;
    },
    commit(change) {
      checkInPlace();
      if (lasts(change)) version += 1;
      const conflict = withDurability(change, () => inTransaction(() => compareAndSet(change)));
      // What was committed to a file that has just been moved is not acknowledged.
      checkInPlace();
      return conflict;
    },
  };
}

type Statements = ReturnType<typeof prepareStatements>;

/** Prepared once, because preparing takes most of the time of a call. */
function prepareStatements(database: DatabaseSync) {
  const notExpired = "(expires IS NULL OR expires > ?)";
  const readFew = new Map<number, StatementSync>();
  const readRange = "SELECT key, value FROM portcall WHERE key >= ? AND key < ? AND expires IS NULL";
  return {
    /** One row with the values of so many keys: in half the time of `readMany`, which has a list to read. */
    readFew(count: number) {
      const known = readFew.get(count);
      if (known !== undefined) return known;
      const values = Array.from(
        { length: count },
        (_, at) => `(SELECT value FROM portcall WHERE key = ?${at + 2} AND (expires IS NULL OR expires > ?1))`,
      );
      const statement = database.prepare(`SELECT ${values.join(", ")}`, AS_ARRAY);
      readFew.set(count, statement);
      return statement;
    },
    readMany: database.prepare(
      `SELECT key, value FROM portcall WHERE key IN (SELECT value FROM json_each(?)) AND ${notExpired}`,
    ),
    readOne: database.prepare(`SELECT value FROM portcall WHERE key = ? AND ${notExpired}`),
    readUp: database.prepare(`${readRange} ORDER BY key LIMIT ?`),
    readDown: database.prepare(`${readRange} ORDER BY key DESC LIMIT ?`),
    write: database.prepare(
      "INSERT INTO portcall (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
    ),
    readDataVersion: database.prepare("PRAGMA data_version", AS_ARRAY),
    remove: database.prepare("DELETE FROM portcall WHERE key = ?"),
    sweep: database.prepare(
      "DELETE FROM portcall WHERE rowid IN (SELECT rowid FROM portcall WHERE expires <= ? LIMIT ?)",
    ),
  };
}

/** A row without the names of its columns, which node:sqlite would make anew each time. */
const AS_ARRAY = { returnArrays: true } as const;
/** More than a look-up reads. */
const FEW_KEYS = 10;
const MANY_KEYS = 100;
/** SQLite's own. */
const NO_LIMIT = -1;
/** Milliseconds. */
const SWEEP_INTERVAL = 60_000;
/** Expired entries that one commit removes, in a few milliseconds: a busy minute leaves tens of thousands. */
const MAX_SWEPT = 500;
/** Milliseconds: the longest pause between two attempts while another process writes. Pauses are random. */
const RETRY_PAUSE = 20;

function textIn(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** SQLite's busy timeout would block the event loop, so most of the waiting is done here. */
async function retryWhileBusy<Result>(timeout: number, attempt: () => Result): Promise<Result> {
  // No attempt after the caller may have been told that it failed.
  const deadline = performance.now() + timeout - RETRY_PAUSE;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (sqliteCodeOf(error) !== SQLITE_BUSY) throw error;
      await pause(Math.random() * RETRY_PAUSE);
      if (performance.now() >= deadline) throw error;
    }
  }
}
