import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import { findExecutable } from "../../support/store/server-process.ts";
import { storeLog } from "../../support/store/store-log.ts";

const [MOUNT, UNMOUNT] = [findExecutable("mount"), findExecutable("umount")];
/** Whether a small file system can be mounted, to fill it. */
const CAN_MOUNT = canMount();

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "portcall-mount-"));
  try {
    execFileSync(MOUNT ?? "", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    execFileSync(UNMOUNT ?? "", [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a store in a SQLite file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portcall-sqlite-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (path: string, timeout = 1000) => openStore(`sqlite:${path}`, { logger: storeLog().logger, timeout });
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  it("creates its folder and its files with access for their owner only", async () => {
    const path = join(folder, "var/deep/portcall.sqlite");
    const store = await open(path);
    await store.commit({ put: [["a", 1]] });
    expect(modeOf(join(folder, "var"))).toBe(0o700);
    expect(modeOf(join(folder, "var/deep"))).toBe(0o700);
    for (const suffix of ["", "-wal", "-shm"]) expect(modeOf(`${path}${suffix}`)).toBe(0o600);
    await store.close();
  });

  it.each([
    ["lies under a file", "file/portcall.sqlite"],
    ["is a folder", "folder"],
    ["is not a database", "text"],
    ["is not writable", "/proc/portcall/portcall.sqlite"],
  ])("is refused with a solution if its path %s", async (_, name) => {
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "folder"));
    writeFileSync(join(folder, "text"), "A text. ".repeat(1000));
    const path = resolve(folder, name);
    const error = await open(path).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain("PORTCALL_STORE");
    expect(String(error)).toContain(path);
    expect(String(error)).toContain("write access");
  });

  it("waits for another process that writes, without blocking this one, and times out", async () => {
    const path = join(folder, "portcall.sqlite");
    const store = await open(path, 300);
    await store.commit({ put: [["a", 1]] });
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    const refused = expect(store.commit({ put: [["a", 2]] })).rejects.toThrow(StoreUnavailable);
    expect(await store.get(["a"])).toEqual([1]);
    await refused;
    const waiting = store.commit({ put: [["a", 3]] });
    other.exec("ROLLBACK");
    other.close();
    expect(await waiting).toBeNull();
    expect(await store.get(["a"])).toEqual([3]);
    await store.close();
  });

  it("never makes a change after its timeout", async () => {
    const path = join(folder, "portcall.sqlite");
    const store = await open(path, 200);
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    await expect(store.commit({ put: [["late", 1]] })).rejects.toThrow(StoreUnavailable);
    other.exec("ROLLBACK");
    other.close();
    await vi.waitFor(() => store.commit({ put: [["next", 1]] }));
    expect(await store.get(["late", "next"])).toEqual([undefined, 1]);
    await store.close();
  });

  it("deletes expired entries", async () => {
    const path = join(folder, "portcall.sqlite");
    const store = await open(path);
    await store.commit({ put: [["short", 1]], expiresIn: 20 });
    await vi.waitFor(async () => expect(await store.get(["short"])).toEqual([undefined]), { interval: 5 });
    await store.close();
    const again = await open(path);
    await again.commit({ put: [["long", 1]] });
    await again.close();
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare("SELECT key FROM portcall").all()).toEqual([{ key: "long" }]);
    database.close();
  });

  it("deletes thousands of expired entries with several changes, not all with one", async () => {
    const path = join(folder, "portcall.sqlite");
    const put = Array.from({ length: 2000 }, (_, number) => [`short/${number}`, 1] as const);
    const store = await open(path);
    await store.commit({ put, expiresIn: 20 });
    await vi.waitFor(async () => expect(await store.get(["short/0"])).toEqual([undefined]), { interval: 5 });
    await store.close();
    const again = await open(path);
    const database = new DatabaseSync(path, { readOnly: true });
    const countExpired = database.prepare("SELECT count(*) AS count FROM portcall WHERE expires IS NOT NULL");
    const counts: number[] = [];
    for (let commits = 0; commits < 8; commits += 1) {
      await again.commit({ put: [["long", commits]] });
      counts.push(Number(countExpired.get()?.count));
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts.at(-1)).toBe(0);
    database.close();
    await again.close();
  });

  it("works with the file modes of an older file", async () => {
    const path = join(folder, "portcall.sqlite");
    await (await open(path)).close();
    chmodSync(path, 0o640);
    const store = await open(path);
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    await store.close();
    expect(modeOf(path)).toBe(0o640);
  });

  it("reads and keeps a file that a later release has added a column to, and marks its own files", async () => {
    const path = join(folder, "portcall.sqlite");
    await (await open(path)).close();
    const database = new DatabaseSync(path);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
    database.exec("ALTER TABLE portcall ADD COLUMN size INTEGER NOT NULL DEFAULT 7");
    database.close();
    const store = await open(path);
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    expect(await store.list("")).toEqual([["a", 1]]);
    await store.close();
  });

  it.each([
    ["is from a later release that it cannot read", "PRAGMA user_version = 2", "newer Portcall"],
    ["has another table of its name", "CREATE TABLE portcall (id INTEGER)", "write access"],
  ])("is refused with a solution if it %s, and left as it is", async (_, sql, words) => {
    const path = join(folder, "portcall.sqlite");
    const database = new DatabaseSync(path);
    database.exec(sql);
    const before = database.prepare("SELECT sql FROM sqlite_schema").all();
    const error = await open(path).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain(path);
    expect(String(error)).toContain(words);
    expect(database.prepare("SELECT sql FROM sqlite_schema").all()).toEqual(before);
    database.close();
  });

  it("takes over the table of the first releases, with all that is in it", async () => {
    const path = join(folder, "portcall.sqlite");
    const database = new DatabaseSync(path);
    database.exec(`
      CREATE TABLE portcall (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
      CREATE INDEX portcall_expires ON portcall (expires) WHERE expires IS NOT NULL;
      INSERT INTO portcall VALUES ('b', '{"value":2}', NULL), ('a', '{"value":1}', NULL), ('c', '{"value":3}', 9e15);
    `);
    const stores = await Promise.all([open(path), open(path)]);
    for (const store of stores) {
      expect(await store.list("")).toEqual([
        ["a", 1],
        ["b", 2],
      ]);
      expect(await store.get(["c"])).toEqual([3]);
    }
    expect(database.prepare("SELECT name FROM pragma_table_list WHERE wr AND schema = 'main'").all()).toEqual([]);
    // As a release does that still runs, or that is installed again.
    database.exec("INSERT INTO portcall (key, value, expires) VALUES ('d', '{\"value\":4}', NULL)");
    expect(await stores[0].get(["d"])).toEqual([4]);
    for (const store of stores) await store.close();
    database.close();
  });

  it("leaves no trace of a removed entry in its file", async () => {
    const path = join(folder, "portcall.sqlite");
    const store = await open(path);
    await store.commit({ put: Array.from({ length: 200 }, (_, place) => [`a/${place}`, "U0123SOMEBODY"]) });
    await store.commit({ remove: Array.from({ length: 200 }, (_, place) => `a/${place}`) });
    await store.close();
    expect(readFileSync(path).includes("U0123SOMEBODY")).toBe(false);
  });

  it.each<[what: string, change: (path: string) => void]>([
    ["is removed", (path) => rmSync(path)],
    ["is moved", (path) => renameSync(path, `${path}.old`)],
    ["loses its log", (path) => rmSync(`${path}-wal`)],
    ["is replaced by another", (path) => renameSync(`${path}.other`, path)],
    ["is in a folder that is moved", (path) => renameSync(dirname(path), `${dirname(path)}.old`)],
  ])("refuses changes, and says why, when the file %s", async (_, change) => {
    const path = join(folder, "var", "portcall.sqlite");
    const { logger, lines } = storeLog();
    const store = await openStore(`sqlite:${path}`, { logger });
    await (await open(`${path}.other`)).close();
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    change(path);
    await expect(store.commit({ put: [["b", 2]] })).rejects.toThrow(StoreUnavailable);
    expect(lines).toMatchObject([{ fields: { reason: expect.stringMatching(/moved, removed or replaced.*restart/) } }]);
    expect(await store.get(["a"])).toEqual([1]);
    await store.close();
  });

  it("goes on with a file that is put back, and a file that was moved is whole", async () => {
    const path = join(folder, "portcall.sqlite");
    const store = await open(path);
    await store.commit({ put: [["a", 1]] });
    renameSync(path, `${path}.old`);
    await expect(store.commit({ put: [["b", 2]] })).rejects.toThrow(StoreUnavailable);
    const moved = new DatabaseSync(`${path}.old`, { readOnly: true });
    expect(moved.prepare("SELECT key FROM portcall WHERE expires IS NULL").all()).toEqual([{ key: "a" }]);
    moved.close();
    for (const suffix of ["-wal", "-shm"]) rmSync(`${path}.old${suffix}`, { force: true });
    renameSync(`${path}.old`, path);
    expect(await store.commit({ put: [["b", 2]] })).toBeNull();
    expect(await store.list("")).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    await store.close();
  });

  it.skipIf(!CAN_MOUNT)("starts on a full disk, and works once there is room (needs root to mount one)", async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    execFileSync(MOUNT ?? "", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
    try {
      writeFileSync(join(disk, "filling"), Buffer.alloc(252 * 1024));
      const { logger, lines } = storeLog();
      const store = await openStore(`sqlite:${join(disk, "portcall.sqlite")}`, { logger });
      await expect(store.get(["a"])).rejects.toThrow(StoreUnavailable);
      expect(lines).toHaveLength(1);
      rmSync(join(disk, "filling"));
      const isBack = () => expect(lines.map(({ level }) => level)).toContain("info");
      await vi.waitFor(isBack, { timeout: 10_000, interval: 20 });
      expect(await store.commit({ put: [["a", 1]] })).toBeNull();
      await store.close();
    } finally {
      execFileSync(UNMOUNT ?? "", ["--lazy", disk]);
    }
  });

  it("does not load the libraries of other databases", () => {
    const program = fileURLToPath(new URL("../../support/store/loaded-libraries.ts", import.meta.url));
    const printed = execFileSync(process.execPath, [program, `sqlite:${join(folder, "portcall.sqlite")}`], {
      encoding: "utf8",
    });
    const loaded: unknown = JSON.parse(printed);
    expect(loaded).toEqual(["safe-stable-stringify"]);
  });
});
