import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { MonitoredStore, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import type { RealServer } from "../../support/store/server-process.ts";
import { POSTGRES, REDIS } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const DEADLINE = 1000;
/** Milliseconds above the timeout, for a busy machine. */
const GRACE = 700;

describe.each([REDIS, POSTGRES].map((kind) => ({ kind, title: titleOf(kind) })))("$title", ({ kind }) => {
  const skip = kind.missing !== undefined;
  let server: RealServer;

  beforeAll(async () => {
    if (!skip) server = await kind.create();
  }, 60_000);
  afterAll(() => server?.remove());

  async function open(): Promise<{ store: MonitoredStore; log: ReturnType<typeof storeLog> }> {
    const log = storeLog();
    return { store: await openStore(server.url, { logger: log.logger }), log };
  }

  it.skipIf(skip)(
    "opens while the server is unavailable, logs it once, and connects when it is available",
    async () => {
      const { store, log } = await open();
      for (let call = 0; call < 5; call += 1) await expect(store.get(["a"])).rejects.toThrow(StoreUnavailable);
      expect(log.levels()).toEqual(["warn"]);
      await server.start();
      await untilAvailable(store);
      expect(await store.commit({ put: [["a", 1]] })).toBeNull();
      await untilLogged(log, ["warn", "info"]);
      await store.close();
    },
  );

  it.skipIf(skip)("fails at once while the server is stopped, and then reconnects", async () => {
    const { store, log } = await open();
    await store.commit({ put: [["kept", { a: 1 }]] });
    expect(log.levels()).toEqual([]);
    await server.stop();
    const calls = await Promise.all(Array.from({ length: 20 }, () => timeToFailure(store)));
    for (const took of calls) expect(took).toBeLessThan(DEADLINE);
    for (let call = 0; call < 5; call += 1) expect(await timeToFailure(store)).toBeLessThan(DEADLINE / 2);
    expect(log.levels()).toEqual(["warn"]);
    expect(store.state()).toMatchObject({ canWrite: false, outage: { fault: "unreachable" } });
    await server.start();
    await untilAvailable(store);
    expect(await store.get(["kept"])).toEqual([{ a: 1 }]);
    expect(await store.commit({ put: [["after", 1]] })).toBeNull();
    await untilLogged(log, ["warn", "info"]);
    expect(store.state()).toEqual({ canRead: true, canWrite: true, outage: null });
    await store.close();
  });

  it.skipIf(skip)("logs the reconnection even if nobody uses the store", async () => {
    const { store, log } = await open();
    await server.stop("killed");
    await timeToFailure(store);
    await server.start();
    await untilLogged(log, ["warn", "info"]);
    await store.close();
  });

  it.skipIf(skip)("times out while the server hangs, and works again afterwards", async () => {
    const { store, log } = await open();
    server.pause();
    const started = performance.now();
    const calls = await Promise.all(Array.from({ length: 20 }, () => timeToFailure(store)));
    for (const took of calls) expect(took).toBeLessThan(DEADLINE + GRACE);
    expect(performance.now() - started).toBeLessThan(DEADLINE + GRACE);
    expect(await timeToFailure(store)).toBeLessThan(DEADLINE / 2);
    expect(log.levels()).toEqual(["warn"]);
    server.resume();
    // Changes are tried again a second after the last one timed out.
    const change = () => store.commit({ put: [["after", 1]] });
    expect(await vi.waitFor(change, { timeout: 8000, interval: 50 })).toBeNull();
    await untilAvailable(store);
    await untilLogged(log, ["warn", "info"]);
    await store.close();
  });

  it.skipIf(skip)("opens and closes in time if the server hangs from the beginning", async () => {
    server.pause();
    const started = performance.now();
    const { store, log } = await open();
    expect(performance.now() - started).toBeLessThan(2 * DEADLINE + GRACE);
    await timeToFailure(store);
    expect(log.levels()).toEqual(["warn"]);
    const closing = performance.now();
    await store.close();
    expect(performance.now() - closing).toBeLessThan(DEADLINE + GRACE);
    server.resume();
  });
});

/** In milliseconds. */
async function timeToFailure(store: Store): Promise<number> {
  const started = performance.now();
  await expect(store.commit({ put: [["lost", 1]] })).rejects.toThrow(StoreUnavailable);
  return performance.now() - started;
}

/** Resolves when a call succeeds. */
async function untilAvailable(store: Store): Promise<void> {
  await vi.waitFor(() => store.get(["a"]), { timeout: 8000, interval: 50 });
}

/** An outage is over when some health checks in a row have passed. */
async function untilLogged(log: ReturnType<typeof storeLog>, levels: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(log.levels()).toEqual(levels), { timeout: 15_000, interval: 50 });
}
