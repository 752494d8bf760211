import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient } from "@redis/client";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { KEYV_FAULTS, POSTGRES_FAULTS, REDIS_FAULTS, SQLITE_FAULTS } from "#adapters/store/fault-tables.ts";
import { cureOf, faultOf } from "#adapters/store/faults.ts";
import { openStore } from "#adapters/store/index.ts";
import type { StoreFault } from "#core/store-state.ts";
import { titleOf } from "../../support/store/engines.ts";
import { REDIS, redisWith } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const failed = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);

describe("the fault of an error", () => {
  it.each<[string, StoreFault]>([
    ["28P01", "refused"],
    ["28000", "refused"],
    ["42501", "refused"],
    ["3D000", "misconfigured"],
    ["42703", "misconfigured"],
    ["42P01", "misconfigured"],
    ["53100", "full"],
    ["53300", "unreachable"],
    ["57P01", "unreachable"],
    ["57P03", "unreachable"],
    ["25006", "read-only"],
    ["XX001", "corrupt"],
    ["40P01", "unknown"],
    ["ECONNREFUSED", "unreachable"],
    ["EPIPE", "unreachable"],
  ])("with PostgreSQL's code %s is %s", (code, fault) => {
    expect(faultOf(failed("failed", { code }), POSTGRES_FAULTS)).toBe(fault);
  });

  it.each<[string, StoreFault]>([
    ["Connection terminated unexpectedly", "unreachable"],
    ["Query read timeout", "unreachable"],
    ["The server does not support SSL connections", "misconfigured"],
    ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "refused"],
  ])("of pg without a code, %j, is %s", (message, fault) => {
    expect(faultOf(failed(message), POSTGRES_FAULTS)).toBe(fault);
  });

  it.each<[string, StoreFault]>([
    ["WRONGPASS invalid username-password pair or user is disabled.", "refused"],
    ["NOAUTH Authentication required.", "refused"],
    ["NOPERM this user has no permissions to run the 'eval' command", "refused"],
    ["ERR AUTH <password> called without any password configured for the default user.", "refused"],
    ["CROSSSLOT Keys in request don't hash to the same slot", "misconfigured"],
    ["MOVED 3999 127.0.0.1:6381", "misconfigured"],
    ["ERR DB index is out of range", "misconfigured"],
    ["ERR unknown command 'EVAL'", "misconfigured"],
    ["READONLY You can't write against a read only replica.", "read-only"],
    ["OOM command not allowed when used memory > 'maxmemory'.", "full"],
    ["ERR Error running script (call to f_1): @user_script:12: -OOM command not allowed", "full"],
    ["MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", "full"],
    ["LOADING Redis is loading the dataset in memory", "unreachable"],
    ["The client is offline", "unreachable"],
    ["Socket closed unexpectedly", "unreachable"],
    ["ERR something new", "unknown"],
  ])("of Redis, %j, is %s", (message, fault) => {
    expect(faultOf(failed(message), REDIS_FAULTS)).toBe(fault);
  });

  it.each<[number, StoreFault]>([
    [5, "unreachable"],
    [8, "read-only"],
    [1032, "read-only"],
    [11, "corrupt"],
    [26, "corrupt"],
    [10, "corrupt"],
    [13, "full"],
    [4874, "full"],
    [14, "misconfigured"],
    [1, "misconfigured"],
    [21, "unknown"],
  ])("with SQLite's result code %s is %s", (errcode, fault) => {
    expect(faultOf(failed("failed", { code: "ERR_SQLITE_ERROR", errcode }), SQLITE_FAULTS)).toBe(fault);
  });

  it("is looked for in what caused it", () => {
    const refused = failed("connect", { code: "ECONNREFUSED" });
    const several = new AggregateError([refused, refused]);
    expect(faultOf(failed("failed", { cause: several }), KEYV_FAULTS)).toBe("unreachable");
    expect(faultOf(failed("failed", { cause: failed("", { code: "ENOSPC" }) }), KEYV_FAULTS)).toBe("full");
  });

  it("of a text that is not JSON is corrupt, and of anything strange unknown", () => {
    expect(faultOf(new SyntaxError("Unexpected token"), REDIS_FAULTS)).toBe("corrupt");
    for (const strange of [null, "text", failed("x", { code: 7 }), failed("x", { code: "constructor" })]) {
      expect(faultOf(strange, KEYV_FAULTS)).toBe("unknown");
    }
  });

  it.each([POSTGRES_FAULTS, REDIS_FAULTS])("of a timeout is unreachable", (table) => {
    expect(faultOf(failed("Timeout", { code: "ETIMEDOUT" }), table)).toBe("unreachable");
  });
});

describe("the cure of an error", () => {
  it.each([
    [failed("role", { code: "28P01" }), POSTGRES_FAULTS, "password"],
    [failed("failed", { cause: failed("", { code: "SELF_SIGNED_CERT_IN_CHAIN" }) }), POSTGRES_FAULTS, "NODE_EXTRA_CA"],
    [failed("NOPERM this user has no permissions to run the 'eval' command"), REDIS_FAULTS, "~portcall*"],
    [failed("ERR Error running script (call to f_1): @user_script:12: -NOPERM no"), REDIS_FAULTS, "~portcall*"],
  ])("%s is one for the operator", (error, table, words) => {
    expect(cureOf(error, table)).toContain(words);
  });

  it("that may pass is not known", () => {
    expect(cureOf(failed("connect", { code: "ECONNREFUSED" }), POSTGRES_FAULTS)).toBeNull();
    expect(cureOf(failed("LOADING Redis is loading the dataset in memory"), REDIS_FAULTS)).toBeNull();
  });
});

/** The state of a store in which one entry was written, or was to be written. */
async function stateAfterWrite(url: string) {
  const { logger, lines } = storeLog();
  const store = await openStore(url, { logger });
  onTestFinished(() => store.close());
  await store.commit({ put: [["a", 1]] }).catch(() => {});
  await vi.waitFor(() => expect(store.state().outage).not.toBeNull(), { timeout: 5000, interval: 20 });
  return { ...store.state(), level: lines.at(-1)?.level, message: lines.at(-1)?.message };
}

describe(titleOf(REDIS), () => {
  const start = async (settings: Readonly<Record<string, string>>) => {
    const server = await redisWith(settings).create();
    onTestFinished(() => server.remove());
    await server.start();
    return server.url;
  };

  it.skipIf(REDIS.missing !== undefined)(
    "whose password changes while Portcall runs is refused, and the log names the cure",
    async () => {
      const url = await start({});
      const { logger, lines } = storeLog();
      const store = await openStore(url, { logger });
      onTestFinished(() => store.close());
      const operator = createClient({ url });
      await operator.connect();
      await operator.configSet("requirepass", "changed");
      await operator.sendCommand(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
      await operator.close();
      const refused = { level: "error", message: expect.stringContaining("Add the password to PORTCALL_STORE") };
      await vi.waitFor(() => expect(lines.at(-1)).toMatchObject(refused), { timeout: 10_000, interval: 20 });
      expect(store.state()).toMatchObject({ canWrite: false, outage: { fault: "refused" } });
    },
  );

  it.skipIf(REDIS.missing !== undefined)("that is a replica is read-only", async () => {
    const url = await start({ replicaof: `127.0.0.1 1` });
    expect(await stateAfterWrite(url)).toMatchObject({
      canRead: true,
      canWrite: false,
      outage: { fault: "read-only" },
    });
  });
});

describe("SQLite", () => {
  function createFile(): string {
    const folder = mkdtempSync(join(tmpdir(), "portcall-sqlite-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, "store.sqlite");
  }

  it("in a damaged file is corrupt", async () => {
    const path = createFile();
    const url = `sqlite:${path}`;
    const { logger } = storeLog();
    const intact = await openStore(url, { logger });
    await intact.commit({ put: Array.from({ length: 100 }, (_, at) => [`a/${at}`, "x".repeat(1000)] as const) });
    await intact.close();
    // Behind the first pages, which hold the schema.
    const pages = readFileSync(path).fill("damaged", 3 * 4096);
    writeFileSync(path, pages);
    const store = await openStore(url, { logger });
    onTestFinished(() => store.close());
    await store.list("").catch(() => {});
    expect(store.state()).toMatchObject({ outage: { fault: "corrupt" } });
  });

  it("without its table is misconfigured", async () => {
    const path = createFile();
    const store = await openStore(`sqlite:${path}`, { logger: storeLog().logger });
    onTestFinished(() => store.close());
    const other = new DatabaseSync(path);
    other.exec("DROP TABLE portcall");
    other.close();
    await store.list("").catch(() => {});
    expect(store.state()).toMatchObject({ canRead: false, outage: { fault: "misconfigured" } });
  });
});
