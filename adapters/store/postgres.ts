import type { QueryConfig } from "pg";
import { Pool } from "pg";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { textsByKey } from "./engine.ts";

type Row = Readonly<Record<string, unknown>>;

/** An engine on PostgreSQL 12 or later. Never throws: it connects and migrates on first use. */
export function openPostgres(url: string, timeout: number): Engine {
  const pool = createPool(url, timeout);
  let migration: Promise<void> | undefined;
  /** Runs a query after the migration, which is retried if the server was unavailable. */
  async function query(text: string, values: readonly unknown[], queryTimeout: number): Promise<readonly Row[]> {
    migration ??= migrate(pool);
    try {
      await migration;
    } catch (error) {
      migration = undefined;
      throw error;
    }
    // pg drops a connection that does not answer in time, so that a hung server does not exhaust the pool.
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
    async list({ from, to, limit, reverse }, queryTimeout) {
      const rows = await query(reverse ? LIST_DOWN : LIST_UP, [from, to, limit], queryTimeout);
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

function createPool(url: string, timeout: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: timeout,
    query_timeout: timeout,
    keepAlive: true,
    // Idle connections do not keep the process alive, even if the server never closes them.
    allowExitOnIdle: true,
    application_name: "portcall",
  });
  // A broken idle connection is replaced. Without a listener its error would end the process.
  pool.on("error", () => {});
  return pool;
}

/** Milliseconds. */
const SWEEP_INTERVAL = 60_000;

/** When the server began this statement, in milliseconds since 1970. */
const NOW = "floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint";

const READ = `SELECT key, value FROM portcall WHERE key = ANY($1::text[]) AND (expires IS NULL OR expires > ${NOW})`;

/** The column is sorted by bytes (see the schema), so this is a range scan of its index. */
const RANGE = "SELECT key, value FROM portcall WHERE key >= $1 AND key < $2 AND expires IS NULL";
/** Without a limit it is null. */
const LIST_UP = `${RANGE} ORDER BY key LIMIT $3::bigint`;
const LIST_DOWN = `${RANGE} ORDER BY key DESC LIMIT $3::bigint`;

/** Never waits for a lock: rows that a commit has locked are left for the next sweep. */
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

/** Parameters: keys and texts expected, keys and texts put, keys removed, lifetime in ms or null, lock timeout in ms. */
export const COMMIT =
  "SELECT conflict_key, conflict_value FROM portcall_commit_1($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint, $7::int)";

/**
 * Creates the table and the function if they are missing, in the first schema of the search path. An account that may only
 * read and write can use what another account has created.
 */
export async function migrate(pool: Pool): Promise<void> {
  const { rows } = await pool.query({ text: IS_MIGRATED });
  if (rows[0]?.is_migrated !== true) await pool.query({ text: SCHEMA });
}

const IS_MIGRATED = `SELECT to_regclass('portcall') IS NOT NULL
  AND to_regprocedure('portcall_commit_1(text[],text[],text[],text[],text[],bigint,int)') IS NOT NULL AS is_migrated`;

/**
 * A commit is one function call, so that no lock is held while the server waits for a client. The function takes advisory
 * locks on hashes of the keys, because absent keys have no row to lock, in a fixed order to avoid deadlocks. A change of
 * many keys locks the whole store instead, because the server's lock table is small. In READ COMMITTED, the statements
 * after the locks see the changes of whoever held them before.
 *
 * The schema is one simple query, and so one transaction. Its first lock serialises processes that start together.
 * Give the function a new number when it changes, because processes of two versions may run at once.
 */
const SCHEMA = `
SELECT pg_advisory_xact_lock(hashtext('portcall schema'), 0);
CREATE TABLE IF NOT EXISTS portcall (key text COLLATE "C" PRIMARY KEY, value text NOT NULL, expires bigint);
CREATE INDEX IF NOT EXISTS portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
CREATE OR REPLACE FUNCTION portcall_commit_1(
  expect_keys text[], expect_values text[], put_keys text[], put_values text[], remove_keys text[],
  lifetime bigint, patience int
) RETURNS TABLE (conflict_key text, conflict_value text) LANGUAGE plpgsql VOLATILE AS $function$
#variable_conflict use_column
DECLARE
  touched int[] := ARRAY(
    SELECT DISTINCT hashtext(name) FROM unnest(expect_keys || put_keys || remove_keys) AS name ORDER BY 1);
  part int;
  this_instant bigint;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE 'Portcall needs default_transaction_isolation = ''read committed''.';
  END IF;
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  PERFORM set_config('lock_timeout', patience::text, true);
  IF cardinality(touched) > 100 THEN
    PERFORM pg_advisory_xact_lock(hashtext('portcall store'), 0);
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtext('portcall store'), 0);
    FOREACH part IN ARRAY touched LOOP
      PERFORM pg_advisory_xact_lock(hashtext('portcall key'), part);
    END LOOP;
  END IF;
  -- After the wait for the locks, during which something may have expired.
  this_instant := floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  RETURN QUERY
    SELECT wanted.key, stands.value
    FROM unnest(expect_keys, expect_values) WITH ORDINALITY AS wanted(key, value, place)
    LEFT JOIN portcall AS stands
      ON stands.key = wanted.key AND (stands.expires IS NULL OR stands.expires > this_instant)
    WHERE stands.value IS DISTINCT FROM wanted.value
    ORDER BY wanted.place LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  INSERT INTO portcall (key, value, expires)
    SELECT made.key, made.value, this_instant + lifetime FROM unnest(put_keys, put_values) AS made(key, value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires;
  DELETE FROM portcall WHERE key = ANY(remove_keys);
END
$function$;
`;
