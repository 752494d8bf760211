import { setTimeout as pause } from "node:timers/promises";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { endOf, keyvAdapter } from "./engine.ts";
import { openDatabase } from "./sqlite-file.ts";

/** An engine on a file, or `:memory:`. Rejects with a ConfigurationError where the file cannot be used. */
export async function openSqlite(path: string, patience: number): Promise<Engine> {
  const database = openDatabase(path);
  const alive = "(expires IS NULL OR expires > ?)";
  // Prepared once: doing it anew at every call takes most of a call's time.
  const readMany = database.prepare(
    `SELECT key, value FROM portcall WHERE key IN (SELECT value FROM json_each(?)) AND ${alive}`,
  );
  const readOne = database.prepare(`SELECT value FROM portcall WHERE key = ? AND ${alive}`);
  const readRange = database.prepare(
    "SELECT key, value FROM portcall WHERE key >= ? AND key < ? AND expires IS NULL ORDER BY key",
  );
  const write = database.prepare(
    "INSERT INTO portcall VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
  );
  const remove = database.prepare("DELETE FROM portcall WHERE key = ?");
  const sweep = database.prepare("DELETE FROM portcall WHERE expires <= ?");
  let nextSweep = 0;

  function change({ expect, put, remove: gone, expiresIn }: EncodedChange, now: number): EncodedConflict | null {
    for (const [key, text] of expect) {
      const found = readOne.get(key, now);
      const stands = found === undefined ? null : String(found.value);
      if (stands !== text) return { key, text: stands };
    }
    for (const [key, text] of put) write.run(key, text, expiresIn === null ? null : now + expiresIn);
    for (const key of gone) remove.run(key);
    if (now >= nextSweep) {
      sweep.run(now);
      nextSweep = now + SWEEP_EVERY;
    }
    return null;
  }

  /** Without a pause, for everything in this process shares the connection. */
  function transaction(wanted: EncodedChange): EncodedConflict | null {
    database.exec("BEGIN IMMEDIATE");
    try {
      const conflict = change(wanted, Date.now());
      database.exec("COMMIT");
      return conflict;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  const engine: Omit<Engine, "adapter"> = {
    async list(prefix) {
      return readRange.all(prefix, endOf(prefix)).map(({ key, value }) => [String(key), String(value)]);
    },
    commit: (wanted, until) => untilFree(until, () => transaction(wanted)),
    async close() {
      database.close();
    },
  };

  async function read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const rows = readMany.all(JSON.stringify(keys), Date.now());
    const found = new Map(rows.map(({ key, value }) => [String(key), String(value)]));
    return keys.map((key) => found.get(key));
  }
  return { ...engine, adapter: keyvAdapter(engine, read, patience) };
}

const SWEEP_EVERY = 60_000;
/** Between two attempts while another process writes, at most; random, so that two of them do not keep step. */
const RETRY_WITHIN = 20;
const SQLITE_BUSY = 5;

/** SQLite's own waiting would hold up everything else that this process does, so most of the waiting is done here. */
async function untilFree<T>(patience: number, attempt: () => T): Promise<T> {
  // Nothing is attempted when the caller may already have been told that it did not work.
  const until = performance.now() + patience - RETRY_WITHIN;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await pause(Math.random() * RETRY_WITHIN);
      if (performance.now() >= until) throw error;
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
