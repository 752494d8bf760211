import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import type { RunningEngine } from "../support/store/engines.ts";
import { SHARED_ENGINES, titleOf } from "../support/store/engines.ts";
import type { Fault } from "../support/store/fake-store.ts";
import { fakeStore } from "../support/store/fake-store.ts";
import type { StorePromise, StoreUnderTest } from "./store-contract.ts";
import { STORE_PROMISES } from "./store-contract.ts";

/** Long enough for a machine that is busy with other tests; deadlines have tests of their own. */
const timeout = 10_000;
const open = (url: string) => openStore(url, { logger: recordingLogger(), timeout });

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

  it.skipIf(skip).each(STORE_PROMISES)("$promise", async ({ keep, promise }) => {
    if (under === undefined) throw new Error("It has not started.");
    await keep(under, areaOf(promise));
  });
});

describe("SQLite in memory", () => {
  it.each(STORE_PROMISES.filter(({ needsReopen }) => !needsReopen))("$promise", async ({ keep, promise }) => {
    const store = await open("sqlite::memory:");
    await keep({ stores: [store, store] }, areaOf(promise));
    await store.close();
  });
});

describe.concurrent("the contract itself", () => {
  it.each(STORE_PROMISES)("is kept by a plain map: $promise", async ({ keep, promise }) => {
    await keep(underTest(), areaOf(promise));
  });

  it.each<[fault: Fault, promise: RegExp]>([
    ["looks before it writes, with a pause between", /exactly one of fifty/],
    ["looks before it writes, with a pause between", /loses no increment/],
    ["writes key by key", /half a change/],
    ["writes also where something was otherwise", /changes nothing/],
    ["does not say what stood there", /tells the others who was first/],
    ["names the last conflict", /which came first/],
    ["lists what expires", /does not list what expires/],
    ["lists as it was written", /code unit order/],
    ["lists keys that only begin alike", /and nothing else/],
    ["minds the order of an object's keys", /compares values as JSON/],
    ["never lets anything expire", /lets entries expire/],
    ["takes what has expired for there", /lets entries expire/],
    ["loses what a string may hold", /whatever its strings hold/],
    ["does not remove", /behaves as a plain map/],
    ["forgets when it is opened again", /opened again/],
  ])("refuses a store that %s", async (fault, promise) => {
    await expect(promised(promise).keep(underTest(fault), "broken/")).rejects.toThrow();
  });
});

function underTest(fault?: Fault): StoreUnderTest {
  const { store, reopen } = fakeStore(fault);
  return { stores: [store, store], reopen };
}

function promised(words: RegExp): StorePromise {
  const found = STORE_PROMISES.find(({ promise }) => words.test(promise));
  if (found === undefined) throw new Error(`Nothing promises ${words}.`);
  return found;
}

/** Keys for one test: all of them share a database. */
function areaOf(promise: string): string {
  return `${STORE_PROMISES.findIndex((each) => each.promise === promise)}/`;
}
