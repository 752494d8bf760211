import type { QueryConfig } from "pg";
import { Pool } from "pg";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { prefixEnd, textsByKey } from "./engine.ts";
import { COMMIT, migrate } from "./postgres-schema.ts";

type Row = Readonly<Record<string, unknown>>;

/** An engine on PostgreSQL 12 or later. Never throws: it connects, and migrates, when it is first needed. */
export function openPostgres(url: string, timeout: number): Engine {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: timeout,
    query_timeout: timeout,
    keepAlive: true,
    // A connection that nobody uses does not keep the process alive, also where the server never says goodbye.
    allowExitOnIdle: true,
    application_name: "portcall",
  });
  // An idle connection that breaks is replaced; without a listener the process would end.
  pool.on("error", () => {});

  let migration: Promise<void> | undefined;
  /** A query, once the table is known to exist. The server may be unavailable at first. */
  async function query(text: string, values: readonly unknown[], queryTimeout: number): Promise<readonly Row[]> {
    migration ??= migrate(pool);
    try {
      await migration;
    } catch (error) {
      migration = undefined;
      throw error;
    }
    // pg gives a connection up that has not answered in time, so that a hung server does not hold the pool.
    const config: QueryConfig & { readonly query_timeout: number } = {
      text,
      values: [...values],
      query_timeout: queryTimeout,
    };
    return (await pool.query(config)).rows;
  }

  let nextSweep = 0;
  function sweepIfDue(): void {
    if (performance.now() < nextSweep) return;
    nextSweep = performance.now() + SWEEP_INTERVAL;
    query(SWEEP, [], timeout).catch(() => {});
  }

  return {
    get: async (keys, queryTimeout) => textsByKey(keys, await query(READ, [keys], queryTimeout)),
    async list(prefix, queryTimeout) {
      const rows = await query(LIST, [prefix, prefixEnd(prefix)], queryTimeout);
      return rows.map(({ key, value }) => [String(key), String(value)]);
    },
    async commit(change, queryTimeout) {
      const [row] = await query(COMMIT, parametersOf(change, queryTimeout), queryTimeout);
      if (change.expiresIn !== null) sweepIfDue();
      return row === undefined ? null : conflictOf(row);
    },
    close: () => pool.end(),
  };
}

/** Milliseconds. */
const SWEEP_INTERVAL = 60_000;

/** When the server began this statement, in milliseconds since 1970. */
const NOW = "floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint";

const READ = `SELECT key, value FROM portcall WHERE key = ANY($1::text[]) AND (expires IS NULL OR expires > ${NOW})`;

/** The column is sorted by bytes (see the schema), so that this is a range of its index. */
const LIST = "SELECT key, value FROM portcall WHERE key >= $1 AND key < $2 AND expires IS NULL ORDER BY key";

/** Never waits for a lock: rows that a commit holds are left for the next time. */
const SWEEP = `DELETE FROM portcall WHERE key IN
  (SELECT key FROM portcall WHERE expires <= ${NOW} LIMIT 1000 FOR UPDATE SKIP LOCKED)`;

function parametersOf({ expect, put, remove, expiresIn }: EncodedChange, lockTimeout: number): readonly unknown[] {
  return [
    expect.map(([key]) => key),
    expect.map(([, text]) => text),
    put.map(([key]) => key),
    put.map(([, text]) => text),
    remove,
    expiresIn,
    lockTimeout,
  ];
}

function conflictOf(row: Row): EncodedConflict {
  return {
    key: String(row.conflict_key),
    text: row.conflict_value === null ? null : String(row.conflict_value),
  };
}
