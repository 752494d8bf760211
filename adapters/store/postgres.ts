import type { QueryConfig } from "pg";
import { Pool } from "pg";
import type { EncodedChange, EncodedConflict, Engine } from "./engine.ts";
import { endOf, keyvAdapter } from "./engine.ts";
import { LIST, READ, SWEEP } from "./postgres-queries.ts";
import { COMMIT, ensureSchema } from "./postgres-schema.ts";

type Row = Readonly<Record<string, unknown>>;

/** An engine on PostgreSQL 12 or later. Never rejects: it connects, and makes its table, when it is first needed. */
export async function openPostgres(url: string, patience: number): Promise<Engine> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    keepAlive: true,
    // A connection that nobody uses does not keep the process alive, also where the server never says goodbye.
    allowExitOnIdle: true,
    application_name: "portcall",
  });
  // An idle connection that breaks is replaced; without a listener the process would end.
  pool.on("error", () => {});

  let schema: Promise<void> | undefined;
  /** A query, once the table is known to be there. The server may be away for the first attempts. */
  async function query(text: string, values: readonly unknown[], within: number): Promise<readonly Row[]> {
    schema ??= ensureSchema(pool);
    try {
      await schema;
    } catch (error) {
      schema = undefined;
      throw error;
    }
    // pg gives a connection up that has not answered in time, so that a hung server does not hold the pool.
    const config: QueryConfig & { readonly query_timeout: number } = {
      text,
      values: [...values],
      query_timeout: within,
    };
    return (await pool.query(config)).rows;
  }

  let nextSweep = 0;
  function sweepNowAndThen(): void {
    if (performance.now() < nextSweep) return;
    nextSweep = performance.now() + SWEEP_EVERY;
    query(SWEEP, [], patience).catch(() => {});
  }

  const engine: Omit<Engine, "adapter"> = {
    async list(prefix, within) {
      return (await query(LIST, [prefix, endOf(prefix)], within)).map((row) => [String(row.key), String(row.value)]);
    },
    async commit(change, within) {
      const [row] = await query(COMMIT, parametersOf(change, within), within);
      if (change.expiresIn !== null) sweepNowAndThen();
      return row === undefined ? null : conflictOf(row);
    },
    close: () => pool.end(),
  };

  async function read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const rows = await query(READ, [keys], patience);
    const found = new Map(rows.map((row) => [row.key, String(row.value)]));
    return keys.map((key) => found.get(key));
  }
  return { ...engine, adapter: keyvAdapter(engine, read, patience) };
}

const SWEEP_EVERY = 60_000;

function parametersOf({ expect, put, remove, expiresIn }: EncodedChange, within: number): readonly unknown[] {
  return [
    expect.map(([key]) => key),
    expect.map(([, text]) => text),
    put.map(([key]) => key),
    put.map(([, text]) => text),
    remove,
    expiresIn,
    within,
  ];
}

function conflictOf(row: Row): EncodedConflict {
  return {
    key: String(row.conflict_key),
    text: row.conflict_value === null ? null : String(row.conflict_value),
  };
}
