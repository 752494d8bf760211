import { DatabaseSync } from "node:sqlite";
import KeyvRedis from "@keyv/redis";
import { createClient } from "@redis/client";
import { Keyv } from "keyv";
import { Pool } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { Entry } from "#core/host.ts";
import { SHARED_ENGINES, titleOf } from "../../support/store/engines.ts";
import { REDIS } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

/** Values and their stored texts, which must not change: existing stores contain them. */
const STORED: readonly (readonly [...Entry, text: string])[] = [
  [
    "1/team/slack.T1/book",
    { b: [1, null, -0, "é\0\ud800"], a: { z: 1e21, y: ":x" } },
    '{"value":{"a":{"y":":x","z":1e+21},"b":[1,null,0,"é\\u0000\\ud800"]}}',
  ],
  ["1/team/slack.T1/change/01J", { "9": 1, "10": 2, é: 3, Z: 4, a: 5 }, '{"value":{"10":2,"9":1,"Z":4,"a":5,"é":3}}'],
  ["1/team/slack.T1/settings/system", "macos", '{"value":"macos"}'],
  ["1/team/slack.T1/slot/08867.tcp", null, '{"value":null}'],
];
const ENTRIES: readonly Entry[] = STORED.map(([key, value]) => [key, value]);
const TEXTS = STORED.map(([key, , text]) => [key, text] as const);

describe.each(SHARED_ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))("$title", ({ engine }) => {
  const skip = engine.missing !== undefined;

  async function start() {
    const { url, remove } = await engine.start();
    onTestFinished(remove);
    const store = await openStore(url, { logger: storeLog().logger, timeout: 10_000 });
    onTestFinished(() => store.close());
    // Creates the tables.
    await store.commit({});
    const database = await openDatabase(url);
    onTestFinished(database.close);
    return { store, database };
  }

  it.skipIf(skip)("reads, lists and compares what an earlier release has written", { timeout: 60_000 }, async () => {
    const { store, database } = await start();
    await database.insert(TEXTS);
    expect(await store.get(STORED.map(([key]) => key))).toEqual(JSON.parse(JSON.stringify(ENTRIES.map(([, v]) => v))));
    expect(await store.list("1/team/slack.T1/")).toEqual(JSON.parse(JSON.stringify(ENTRIES)));
    expect(await store.commit({ expect: ENTRIES, remove: STORED.map(([key]) => key) })).toBeNull();
    expect(await database.texts()).toEqual([]);
  });

  it.skipIf(skip)("writes what an earlier release can read", { timeout: 60_000 }, async () => {
    const { store, database } = await start();
    await store.commit({ put: ENTRIES });
    expect(await database.texts()).toEqual(TEXTS);
  });
});

describe(titleOf(REDIS), () => {
  it.skipIf(REDIS.missing !== undefined)("is read by other programs with Keyv", async () => {
    const server = await REDIS.create();
    onTestFinished(() => server.remove());
    await server.start();
    const store = await openStore(server.url, { logger: storeLog().logger, timeout: 10_000 });
    onTestFinished(() => store.close());
    await store.commit({ put: [["1/a", { b: [null] }]] });
    const adapter = new KeyvRedis(server.url, { keyPrefixSeparator: ":" });
    const keyv = new Keyv({ store: adapter, namespace: "portcall", useKeyPrefix: false });
    onTestFinished(() => keyv.disconnect());
    expect(await keyv.get("1/a")).toEqual({ b: [null] });
  });
});

/** A database, through its own client. */
interface Database {
  insert(texts: readonly (readonly [key: string, text: string])[]): Promise<void>;
  /** All entries that do not expire, sorted by key. */
  texts(): Promise<readonly (readonly [key: string, text: string])[]>;
  close(): Promise<void>;
}

async function openDatabase(url: string): Promise<Database> {
  if (url.startsWith("sqlite:")) return sqlite(url.slice("sqlite:".length));
  return url.startsWith("redis:") ? redis(url) : postgres(url);
}

function sqlite(path: string): Database {
  const database = new DatabaseSync(path);
  return {
    async insert(texts) {
      const insert = database.prepare("INSERT INTO portcall (key, value, expires) VALUES (?, ?, NULL)");
      for (const [key, text] of texts) insert.run(key, text);
    },
    texts: async () =>
      database
        .prepare("SELECT key, value FROM portcall WHERE expires IS NULL ORDER BY key")
        .all()
        .map(({ key, value }) => [String(key), String(value)]),
    close: async () => database.close(),
  };
}

function postgres(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    keepAlive: false,
    allowExitOnIdle: true,
    application_name: "test",
  });
  return {
    async insert(texts) {
      for (const values of texts) {
        await pool.query({
          text: "INSERT INTO portcall (key, value, expires) VALUES ($1, $2, NULL)",
          values: [...values],
        });
      }
    },
    async texts() {
      const { rows } = await pool.query({ text: "SELECT key, value FROM portcall WHERE expires IS NULL ORDER BY key" });
      return rows.map(({ key, value }) => [String(key), String(value)]);
    },
    close: () => pool.end(),
  };
}

async function redis(url: string): Promise<Database> {
  const client = await createClient({ url }).connect();
  return {
    async insert(texts) {
      for (const [key, text] of texts) {
        await client.set(`portcall:${key}`, text);
        await client.zAdd("portcall#lasting", { score: 0, value: key });
      }
    },
    async texts() {
      const keys = await client.zRange("portcall#lasting", 0, -1);
      return Promise.all(keys.map(async (key) => [key, `${await client.get(`portcall:${key}`)}`] as const));
    },
    close: () => client.close(),
  };
}
