import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import type { RealServer } from "../../support/store/server-process.ts";
import { POSTGRES, REDIS } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const DEADLINE = 1000;
/** Beyond the deadline, for a machine that is busy with other tests. */
const GRACE = 700;

describe.each([REDIS, POSTGRES].map((kind) => ({ kind, title: titleOf(kind) })))("$title", ({ kind }) => {
  const skip = kind.missing !== undefined;
  let server: RealServer;

  beforeAll(async () => {
    if (!skip) server = await kind.create();
  }, 60_000);
  afterAll(() => server?.remove());

  async function open(): Promise<{ store: Store; log: ReturnType<typeof storeLog> }> {
    const log = storeLog();
    return { store: await openStore(server.url, { logger: log.logger }), log };
  }

  it.skipIf(skip)("opens while the server is away, says so once, and works by itself once it is there", async () => {
    const { store, log } = await open();
    for (let call = 0; call < 5; call += 1) await expect(store.get(["a"])).rejects.toThrow(StoreUnavailable);
    expect(log.levels()).toEqual(["warn"]);
    await server.start();
    await answers(store);
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    expect(log.levels()).toEqual(["warn", "info"]);
    await store.close();
  });

  it.skipIf(skip)("fails at once while the server is stopped, and works again on the same store", async () => {
    const { store, log } = await open();
    await store.commit({ put: [["kept", { a: 1 }]] });
    expect(log.levels()).toEqual([]);
    await server.stop();
    const calls = await Promise.all(Array.from({ length: 20 }, () => failing(store)));
    for (const took of calls) expect(took).toBeLessThan(DEADLINE);
    for (let call = 0; call < 5; call += 1) expect(await failing(store)).toBeLessThan(DEADLINE / 2);
    expect(log.levels()).toEqual(["warn"]);
    await server.start();
    await answers(store);
    expect(await store.get(["kept"])).toEqual([{ a: 1 }]);
    expect(await store.commit({ put: [["after", 1]] })).toBeNull();
    expect(log.levels()).toEqual(["warn", "info"]);
    await store.close();
  });

  it.skipIf(skip)("logs that the server is back even when nobody asks anything", async () => {
    const { store, log } = await open();
    await server.stop("killed");
    await failing(store);
    await server.start();
    await vi.waitFor(() => expect(log.levels()).toEqual(["warn", "info"]), { timeout: 10_000, interval: 50 });
    await store.close();
  });

  it.skipIf(skip)("gives up within the deadline while the server hangs, and works again afterwards", async () => {
    const { store, log } = await open();
    server.pause();
    const started = performance.now();
    const calls = await Promise.all(Array.from({ length: 20 }, () => failing(store)));
    for (const took of calls) expect(took).toBeLessThan(DEADLINE + GRACE);
    expect(performance.now() - started).toBeLessThan(DEADLINE + GRACE);
    expect(await failing(store)).toBeLessThan(DEADLINE + GRACE);
    expect(log.levels()).toEqual(["warn"]);
    server.resume();
    await answers(store);
    expect(await store.commit({ put: [["after", 1]] })).toBeNull();
    expect(log.levels()).toEqual(["warn", "info"]);
    await store.close();
  });

  it.skipIf(skip)("opens and closes in time where the server hangs from the beginning", async () => {
    server.pause();
    const started = performance.now();
    const { store, log } = await open();
    expect(performance.now() - started).toBeLessThan(2 * DEADLINE + GRACE);
    await failing(store);
    expect(log.levels()).toEqual(["warn"]);
    const closing = performance.now();
    await store.close();
    expect(performance.now() - closing).toBeLessThan(DEADLINE + GRACE);
    server.resume();
  });
});

/** Milliseconds until a call is refused. */
async function failing(store: Store): Promise<number> {
  const started = performance.now();
  await expect(store.commit({ put: [["lost", 1]] })).rejects.toThrow(StoreUnavailable);
  return performance.now() - started;
}

/** Resolves once the store answers again. */
async function answers(store: Store): Promise<void> {
  await vi.waitFor(() => store.get(["a"]), { timeout: 8000, interval: 50 });
}
