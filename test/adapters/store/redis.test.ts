import { createClient } from "@redis/client";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { Store } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import { REDIS, redisWith } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const skip = REDIS.missing !== undefined;

describe(titleOf(REDIS), () => {
  it.skipIf(skip).each([
    [{ appendonly: "no", "maxmemory-policy": "allkeys-lru" }, ["maxmemory-policy noeviction", "appendonly yes"]],
    [{ "maxmemory-policy": "volatile-ttl" }, ["maxmemory-policy noeviction"]],
    [{ appendonly: "no" }, ["appendonly yes"]],
  ])("logs one warning about settings that may lose acknowledged writes: %j", async (settings, wanted) => {
    const url = await start(settings);
    const { logger, lines } = storeLog();
    const store = await openStore(url, { logger });
    await vi.waitFor(() => expect(lines).not.toEqual([]), { interval: 5 });
    await store.commit({ put: [["a", 1]] });
    await store.close();
    expect(lines.map(({ level, fields }) => [level, fields.wanted])).toEqual([["warn", wanted]]);
  });

  it.skipIf(skip)("logs no warning if the settings are safe, or cannot be read", async () => {
    const settings: readonly Readonly<Record<string, string>>[] = [
      {},
      { appendonly: "no", "rename-command": "CONFIG hidden" },
    ];
    for (const each of settings) {
      const url = await start(each);
      const { logger, lines } = storeLog();
      const store = await openStore(url, { logger });
      // Answered after CONFIG GET, which was sent first.
      await store.commit({ put: [["a", 1]] });
      await store.get(["a"]);
      await store.close();
      expect(lines).toEqual([]);
    }
  });

  it.skipIf(skip)("makes no partial change when it becomes full", async () => {
    const store = await openStore(await start({ maxmemory: "3mb" }), { logger: storeLog().logger });
    for (let time = 0; time < 5; time += 1) await expect(fill(store)).rejects.toThrow("does not answer");
    const entries = await store.list("fill/");
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(([key]) => key.endsWith("a"))).toHaveLength(
      entries.filter(([key]) => key.endsWith("b")).length,
    );
    await store.close();
  });

  it.skipIf(skip)("logs one error for many refused writes when it is full, whatever is read in between", async () => {
    const url = await start({});
    const log = storeLog();
    const store = await openStore(url, { logger: log.logger });
    await fill(store);
    // Far below what is used: near the limit, Redis accepts a write now and then.
    await configure(url, "maxmemory", "1mb");
    for (let time = 0; time < 5; time += 1) {
      await expect(store.commit({ put: [["a", time]] })).rejects.toThrow("does not answer");
      expect(await store.get(["fill/0/b"])).toEqual([0]);
    }
    expect(log.levels()).toEqual(["error"]);
    expect(log.lines[0]?.fields).toMatchObject({ fault: "full", reason: expect.stringContaining("OOM") });
    expect(store.state()).toMatchObject({ canRead: true, canWrite: false });
    await store.close();
  });
});

async function start(settings: Readonly<Record<string, string>>): Promise<string> {
  const server = await redisWith(settings).create();
  onTestFinished(() => server.remove());
  await server.start();
  return server.url;
}

/** Stores about 5 MB. */
async function fill(store: Store): Promise<void> {
  for (let part = 0; part < 100; part += 1) {
    await store.commit({
      put: [
        [`fill/${part}/a`, "x".repeat(50_000)],
        [`fill/${part}/b`, part],
      ],
    });
  }
}

async function configure(url: string, name: string, value: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.configSet(name, value);
  await client.close();
}
