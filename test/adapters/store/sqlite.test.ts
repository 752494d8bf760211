import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import { storeLog } from "../../support/store/store-log.ts";

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

  it("works with the file modes of an older file", async () => {
    const path = join(folder, "portcall.sqlite");
    await (await open(path)).close();
    chmodSync(path, 0o640);
    const store = await open(path);
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    await store.close();
    expect(modeOf(path)).toBe(0o640);
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
