import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { ConfigurationError } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import type { RealServer } from "../../support/store/server-process.ts";
import { POSTGRES } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const skip = POSTGRES.missing !== undefined;

describe(titleOf(POSTGRES), () => {
  let server: RealServer;
  beforeAll(async () => {
    if (skip) return;
    server = await POSTGRES.create();
    await server.start();
  }, 60_000);
  afterAll(() => server?.remove());

  function urlOf(user: string, database: string): string {
    const url = new URL(server.url);
    url.username = user;
    url.pathname = `/${database}`;
    return url.href;
  }

  /** Runs statements as the server's owner. */
  async function run(database: string, ...statements: readonly string[]): Promise<void> {
    const pool = new Pool({
      connectionString: urlOf("portcall", database),
      max: 1,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: false,
      allowExitOnIdle: true,
      application_name: "test",
    });
    for (const text of statements) await pool.query({ text });
    await pool.end();
  }

  it.skipIf(skip)("creates its table once, with many concurrent processes", async () => {
    await run("postgres", "CREATE DATABASE crowd");
    const { logger, lines } = storeLog();
    const url = urlOf("portcall", "crowd");
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(url, { logger, timeout: 10_000 })));
    const claims = await Promise.all(
      stores.map((store, who) => store.commit({ expect: [["first", undefined]], put: [["first", who]] })),
    );
    expect(claims.filter((conflict) => conflict === null)).toHaveLength(1);
    expect(lines).toEqual([]);
    for (const store of stores) await store.close();
  });

  it.skipIf(skip)(
    "works with an account that may only read and write, after another account has created the table",
    async () => {
      await run("postgres", "CREATE DATABASE office", "CREATE ROLE clerk LOGIN");
      const { logger, lines } = storeLog();
      const open = () => openStore(urlOf("clerk", "office"), { logger, timeout: 10_000 });
      await expect(open()).rejects.toThrow("permission denied for schema public");
      await (await openStore(urlOf("portcall", "office"), { logger: storeLog().logger, timeout: 10_000 })).close();
      await expect(open()).rejects.toThrow("permission denied for table portcall");
      await run("office", "GRANT SELECT, INSERT, UPDATE, DELETE ON portcall TO clerk");
      const store = await open();
      expect(await store.commit({ expect: [["a", undefined]], put: [["a", 1]] })).toBeNull();
      expect(await store.list("")).toEqual([["a", 1]]);
      expect(lines).toHaveLength(2);
      await store.close();
    },
  );

  it.skipIf(skip)("refuses to start in another isolation level than read committed", async () => {
    await run(
      "postgres",
      "CREATE DATABASE strict",
      "ALTER DATABASE strict SET default_transaction_isolation = 'serializable'",
    );
    const opened = openStore(urlOf("portcall", "strict"), { logger: storeLog().logger, timeout: 10_000 });
    await expect(opened).rejects.toThrow("read committed");
  });

  it.skipIf(skip).each<[what: string, user: string, database: string, sql: readonly string[], words: string]>([
    ["the database is missing", "portcall", "nowhere", [], "Create the database"],
    ["the account is missing", "nobody", "postgres", [], "Check the user name"],
    [
      "the table is another program's",
      "portcall",
      "taken",
      ["CREATE DATABASE taken", "taken: CREATE TABLE portcall (id int)"],
      "database of its own",
    ],
  ])("refuses to start, and says what to do, if %s", async (_, user, database, sql, words) => {
    for (const text of sql) {
      const [, where = "postgres", statement = text] = /^(\w+): (.*)/.exec(text) ?? [];
      await run(where, statement);
    }
    const opened = openStore(urlOf(user, database), { logger: storeLog().logger, timeout: 10_000 });
    const error = await opened.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain("PORTCALL_STORE");
    expect(String(error)).toContain(words);
  });
});
