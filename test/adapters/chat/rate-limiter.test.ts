import { describe, expect, it, vi } from "vitest";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createSharedCount } from "#adapters/chat/shared-count.ts";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

it("allows a number of questions per window, warns once, and drops the rest until the next window", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 2, window: 1000, now: () => time });
  const ask = () => limiter.hit("ann");
  expect([ask(), ask(), ask(), ask()]).toEqual(["allow", "allow", "warn", "drop"]);
  expect(limiter.hit("bob")).toBe("allow");
  time = 1000;
  expect(ask()).toBe("allow");
});

it("keeps dropping while somebody goes on asking", () => {
  let time = 0;
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => time });
  const askAt = (at: number) => {
    time = at;
    return limiter.hit("ann");
  };
  expect([0, 900, 1800, 2700].map(askAt)).toEqual(["allow", "warn", "drop", "drop"]);
  expect([3700, 3800].map(askAt)).toEqual(["allow", "warn"]);
});

it("tracks a limited number of people", () => {
  const limiter = createRateLimiter({ limit: 1, window: 1000, now: () => 0, capacity: 1 });
  limiter.hit("ann");
  limiter.hit("bob");
  expect([limiter.hit("ann"), limiter.hit("ann")]).toEqual(["allow", "warn"]);
});

describe("several processes", () => {
  /** One process for each limiter; every question waits until the counts are shared. */
  function processes(count: number, options: { store?: Store; now?: () => number } = {}) {
    const { store = memoryStore(), now = () => 0 } = options;
    let writes = 0;
    const counting: Store = {
      ...store,
      commit(change) {
        writes += 1;
        return store.commit(change);
      },
    };
    const limiters = Array.from({ length: count }, () =>
      createRateLimiter({
        limit: 20,
        window: 30_000,
        now,
        addToShared: createSharedCount({ store: counting, window: 30_000, now, gather: async () => {} }),
      }),
    );
    const ask = async (questions: number) => {
      let allowed = 0;
      for (let asked = 0; asked < questions; asked += 1) {
        if (limiters[asked % count]?.hit("slack.T1/U1") === "allow") allowed += 1;
        await new Promise(setImmediate);
      }
      return allowed;
    };
    return { ask, writes: () => writes };
  }

  it("count the questions of one person together", async () => {
    expect(await processes(1).ask(60)).toBe(20);
    expect(await processes(2).ask(60)).toBeLessThanOrEqual(30);
    expect(await processes(4).ask(120)).toBeLessThanOrEqual(40);
  });

  it("write nothing for who asks a few questions", async () => {
    const { ask, writes } = processes(2);
    expect(await ask(8)).toBe(8);
    expect(writes()).toBe(0);
  });

  it("count anew in the next window", async () => {
    let time = 0;
    const { ask } = processes(2, { now: () => time });
    await ask(60);
    time = 60_000;
    expect(await ask(10)).toBe(10);
  });

  it("write what several people have asked within a moment at once", async () => {
    const store = memoryStore();
    const { promise: moment, resolve } = Promise.withResolvers<void>();
    const commit = vi.fn(store.commit);
    const add = createSharedCount({ store: { ...store, commit }, window: 30_000, now: () => 0, gather: () => moment });
    const sums = Promise.all([add("ann", 5), add("bob", 5), add("ann", 5)]);
    resolve();
    expect(await sums).toEqual([10, 5, 10]);
    expect(commit).toHaveBeenCalledTimes(1);
    expect(await add("ann", 5)).toBe(15);
  });

  it("never write what hundreds of people have asked at once", async () => {
    const store = memoryStore();
    const commit = vi.fn(store.commit);
    const gather = () => new Promise(setImmediate);
    const add = createSharedCount({ store: { ...store, commit }, window: 30_000, now: () => 0, gather });
    const people = Array.from({ length: 300 }, (_, number) => `person ${number}`);
    expect(new Set(await Promise.all(people.map((person) => add(person, 5))))).toEqual(new Set([5]));
    const written = commit.mock.calls.map(([{ put = [] }]) => put.length);
    expect(written.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(Math.max(...written)).toBeLessThan(100);
  });

  it("each count their own while the store is unavailable", async () => {
    const away = () => Promise.reject(new StoreUnavailable());
    const store: Store = { get: away, list: away, commit: away, close: async () => {} };
    expect(await processes(2, { store }).ask(60)).toBe(40);
  });
});
