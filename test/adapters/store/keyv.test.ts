import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Keyv } from "keyv";
import { KeyvFile } from "keyv-file";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { KEYV_FAULTS } from "#adapters/store/fault-tables.ts";
import { openStore } from "#adapters/store/index.ts";
import type { ListableAdapter } from "#adapters/store/keyv.ts";
import { createKeyvEngine } from "#adapters/store/keyv.ts";
import { createStore } from "#adapters/store/store.ts";
import type { Store } from "#core/host.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import { MapAdapter } from "../../support/store/map-adapter.ts";
import { REDIS } from "../../support/store/servers.ts";
import { everythingIn, storeLog } from "../../support/store/store-log.ts";

const SECRET = "hunter2";

describe("a store on a Keyv adapter", () => {
  it("stores values as Keyv does, for other programs that use the adapter", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcall-keyv-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const options = { filename: join(folder, "store.json"), writeDelay: 0 };
    const store = await openStore(`keyv:keyv-file,${JSON.stringify(options)}`, { logger: storeLog().logger });
    await store.commit({ put: [["1/a", { b: [null, ":c"] }]] });
    await store.close();
    const keyv = new Keyv({ store: new KeyvFile(options), namespace: "portcall" });
    expect(await keyv.get("1/a")).toEqual({ b: [null, ":c"] });
  });

  it.each([
    ["is not installed", "keyv:keyv-nowhere,mongodb://host", "npm install keyv-nowhere"],
    ["exports no adapter", "keyv:zod,mongodb://host", "no Keyv adapter"],
    ["cannot list its entries", "keyv:lru-cache,mongodb://host", "no iterator"],
    ["does not accept its URL", `keyv:@keyv/redis,redis://me:${SECRET}@host:port`, "README"],
  ])("is refused with what to do where the package %s", async (_, url, words) => {
    const error = await openStore(url, { logger: storeLog().logger }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain("PORTCALL_STORE");
    expect(String(error)).toContain(words);
    expect(everythingIn(error)).not.toContain(SECRET);
  });

  it("treats an adapter's error event as a failure, not as an absent key", async () => {
    const events = new EventEmitter();
    const adapter = new MapAdapter();
    const { store } = open(
      Object.assign(adapter, {
        on: (name: string, listener: () => void) => events.on(name, listener),
        async get() {
          events.emit("error", new Error("The connection is lost."));
        },
      }),
    );
    await expect(store.get(["a"])).rejects.toThrow(StoreUnavailable);
    await expect(store.commit({ expect: [["a", undefined]], put: [["a", 1]] })).rejects.toThrow(StoreUnavailable);
    expect(adapter.entries.size).toBe(0);
  });

  it("fails if the adapter did not save an entry", async () => {
    const { store } = open(Object.assign(new MapAdapter(), { set: async () => false }));
    await expect(store.commit({ put: [["a", 1]] })).rejects.toThrow(StoreUnavailable);
  });

  it("never shows a partial change, and never makes a change after its timeout", async () => {
    const gate = Promise.withResolvers<void>();
    const adapter = new MapAdapter();
    const save = adapter.set.bind(adapter);
    const { store, log } = open(
      Object.assign(adapter, {
        async set(key: string, value: unknown) {
          if (key.endsWith("b")) await gate.promise;
          await save(key, value);
        },
      }),
    );
    const half = [
      store.commit({
        put: [
          ["a", 1],
          ["b", 1],
        ],
      }),
      store.get(["a", "b"]),
      store.commit({ put: [["late", 1]] }),
    ];
    for (const call of half) await expect(call).rejects.toThrow(StoreUnavailable);
    expect(log.levels()).toEqual(["warn"]);
    gate.resolve();
    // Reads are tried again a second after the last one timed out.
    const read = await vi.waitFor(() => store.get(["a", "b", "late"]), { timeout: 8000, interval: 50 });
    expect(read).toEqual([1, 1, undefined]);
  });

  it("is not held up for good by a read that the adapter never answers", async () => {
    const adapter = new MapAdapter();
    const read = adapter.get.bind(adapter);
    let isStuck = true;
    const { store } = open(
      Object.assign(adapter, {
        get: (key: string) => (isStuck ? new Promise(() => {}) : read(key)),
      }),
    );
    await store.commit({ put: [["a", 1]] });
    await expect(store.get(["a"])).rejects.toThrow(StoreUnavailable);
    isStuck = false;
    await vi.waitFor(async () => expect(await store.get(["a"])).toEqual([1]), { timeout: 10_000, interval: 20 });
  });

  it("lists every entry of an adapter that reads by pages, while others expire", async () => {
    const adapter = new MapAdapter();
    const { store } = open(
      Object.assign(adapter, {
        async *iterator(): AsyncGenerator<readonly unknown[]> {
          for (let offset = 0; offset < adapter.entries.size; offset += 1) yield [...adapter.entries][offset] ?? [];
        },
      }),
    );
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    await store.commit({ put: [["1/short", 1]], expiresIn: 1000 });
    await store.commit({ put: Array.from({ length: 5 }, (_, place) => [`1/${place}`, place]) });
    vi.setSystemTime(Date.now() + 2000);
    expect((await store.list("1/")).map(([, value]) => value)).toEqual([0, 1, 2, 3, 4]);
    expect([...adapter.entries.keys()], "what has expired is deleted").not.toContain("portcall:1/short");
  });
});

describe(titleOf({ ...REDIS, name: "Keyv on Redis" }), () => {
  it.skipIf(REDIS.missing !== undefined)(
    "fails while the server is stopped, reconnects, and never logs the password",
    async () => {
      const server = await REDIS.create();
      onTestFinished(() => server.remove());
      await server.start();
      const log = storeLog();
      const url = new URL(server.url);
      url.searchParams.set("note", SECRET);
      const store = await openStore(`keyv:@keyv/redis,${url.href}`, { logger: log.logger });
      onTestFinished(() => store.close());
      await store.commit({ put: [["kept", 1]] });
      await server.stop("killed");
      const error = await store.get(["kept"]).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(log.levels()).toEqual(["warn"]);
      await server.start();
      await vi.waitFor(async () => expect(await store.get(["kept"])).toEqual([1]), { timeout: 10_000, interval: 50 });
      await vi.waitFor(() => expect(log.levels()).toEqual(["warn", "info"]), { timeout: 15_000 });
      expect(everythingIn([error, log.lines])).not.toContain(SECRET);
    },
    60_000,
  );
});

function open(adapter: ListableAdapter): { readonly store: Store; readonly log: ReturnType<typeof storeLog> } {
  const log = storeLog();
  const timeout = 100;
  const store = createStore(createKeyvEngine(adapter, timeout), {
    label: "keyv:map",
    logger: log.logger,
    timeout,
    faults: KEYV_FAULTS,
  });
  onTestFinished(() => store.close());
  return { store, log };
}
