import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { KEYV_FAULTS } from "#adapters/store/fault-tables.ts";
import { openStore } from "#adapters/store/index.ts";
import { createKeyvEngine } from "#adapters/store/keyv.ts";
import { createStore } from "#adapters/store/store.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import type { RunningEngine } from "../support/store/engines.ts";
import { KEYV_ENGINES, SHARED_ENGINES, titleOf } from "../support/store/engines.ts";
import type { Fault } from "../support/store/fake-store.ts";
import { fakeStore } from "../support/store/fake-store.ts";
import { MapAdapter } from "../support/store/map-adapter.ts";
import type { StoreGuarantee, StoreUnderTest } from "./store-contract.ts";
import { STORE_GUARANTEES } from "./store-contract.ts";

/** Milliseconds: long, for a busy machine. Timeouts have their own tests. */
const timeout = 10_000;
const logger = recordingLogger();
const open = (url: string) => openStore(url, { logger, timeout });

describe.each(SHARED_ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))("$title", ({ engine }) => {
  const skip = engine.missing !== undefined;
  let running: RunningEngine | undefined;
  let under: StoreUnderTest | undefined;

  beforeAll(async () => {
    if (skip) return;
    running = await engine.start();
    const { url } = running;
    under = { stores: [await open(url), await open(url)], reopen: () => open(url) };
  }, 60_000);

  afterAll(async () => {
    for (const store of under?.stores ?? []) await store.close();
    await running?.remove();
  });

  it.skipIf(skip).each(STORE_GUARANTEES)("$guarantee", async ({ verify, guarantee }) => {
    if (under === undefined) throw new Error("It has not started.");
    await verify(under, areaOf(guarantee));
  });
});

describe.each(KEYV_ENGINES.map((engine) => ({ engine, title: titleOf(engine) })))("$title", ({ engine }) => {
  const skip = engine.missing !== undefined;
  let running: RunningEngine | undefined;
  beforeAll(async () => {
    if (!skip) running = await engine.start();
  }, 60_000);
  afterAll(() => running?.remove());

  it.skipIf(skip).each(STORE_GUARANTEES)("$guarantee", async ({ verify, guarantee }) => {
    if (running === undefined) throw new Error("It has not started.");
    const { url } = running;
    const store = await open(url);
    onTestFinished(() => store.close());
    await verify({ stores: [store, store], reopen: () => open(url) }, areaOf(guarantee));
  });

  it.skip.each(STORE_GUARANTEES.filter(({ amongProcesses }) => amongProcesses))(
    "$guarantee, in two processes (skipped: Keyv cannot compare and set, so such a store is for one process)",
    () => {},
  );
});

describe.each([
  ["SQLite in memory", () => open("sqlite::memory:")],
  [
    "Keyv on a map",
    async () =>
      createStore(createKeyvEngine(new MapAdapter(), timeout), { label: "map", logger, timeout, faults: KEYV_FAULTS }),
  ],
])("%s", (_, openInMemory) => {
  it.each(STORE_GUARANTEES.filter(({ needsReopen }) => !needsReopen))("$guarantee", async ({ verify, guarantee }) => {
    const store = await openInMemory();
    await verify({ stores: [store, store] }, areaOf(guarantee));
    await store.close();
  });

  it.skip.each(STORE_GUARANTEES.filter(({ needsReopen }) => needsReopen))(
    "$guarantee (skipped: it ends with the process)",
    () => {},
  );
});

describe.concurrent("the contract itself", () => {
  it.each(STORE_GUARANTEES)("is kept by a plain map: $guarantee", async ({ verify, guarantee }) => {
    await verify(underTest(), areaOf(guarantee));
  });

  it.each<[fault: Fault, guarantee: RegExp]>([
    ["checks first and writes later, not atomically", /exactly one of fifty/],
    ["checks first and writes later, not atomically", /loses no increment/],
    ["writes key by key", /partial change/],
    ["writes despite a failed expectation", /changes nothing/],
    ["does not return the conflicting value", /returns its value to the others/],
    ["returns the last conflict", /first conflicting key/],
    ["lists entries that expire", /does not list entries that expire/],
    ["lists in insertion order", /code unit order/],
    ["ignores the page", /page by page/],
    ["lists pages in ascending order only", /page by page/],
    ["begins a page with the key it comes after", /page by page/],
    ["lists keys that only share a string prefix", /exactly the entries under a prefix/],
    ["compares the order of object keys", /compares values as JSON/],
    ["ignores expiry", /lets entries expire/],
    ["treats expired entries as present", /lets entries expire/],
    ["drops NUL characters", /any characters in its strings/],
    ["does not remove", /behaves like a plain map/],
    ["loses entries when reopened", /reopened/],
  ])("refuses a store that %s", async (fault, guarantee) => {
    await expect(guaranteeOf(guarantee).verify(underTest(fault), "broken/")).rejects.toThrow();
  });
});

function underTest(fault?: Fault): StoreUnderTest {
  const { store, reopen } = fakeStore(fault);
  return { stores: [store, store], reopen };
}

function guaranteeOf(words: RegExp): StoreGuarantee {
  const found = STORE_GUARANTEES.find(({ guarantee }) => words.test(guarantee));
  if (found === undefined) throw new Error(`No guarantee says ${words}.`);
  return found;
}

/** A key prefix for each test, because all tests share a database. */
function areaOf(guarantee: string): string {
  return `${STORE_GUARANTEES.findIndex((each) => each.guarantee === guarantee)}/`;
}
