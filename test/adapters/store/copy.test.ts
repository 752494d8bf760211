import { describe, expect, it, onTestFinished } from "vitest";
import { copyEntries, openStore } from "#adapters/store/index.ts";
import type { Entry, Store } from "#core/host.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import { KEYV_ENGINES, SHARED_ENGINES, titleOf } from "../../support/store/engines.ts";
import { fakeStore } from "../../support/store/fake-store.ts";
import { storeLog } from "../../support/store/store-log.ts";

const ENTRIES: readonly Entry[] = Array.from({ length: 230 }, (_, place) => [
  `some/${1000 + place}`,
  { place, "\0": "é" },
]);

describe("copying a store", () => {
  it.for([...SHARED_ENGINES, ...KEYV_ENGINES].map((engine) => ({ engine, title: titleOf(engine) })))(
    "copies all entries that do not expire to and back from: $title",
    { timeout: 60_000 },
    async ({ engine }, { skip }) => {
      skip(engine.missing !== undefined, engine.missing);
      const running = await engine.start();
      onTestFinished(() => running.remove());
      const to = await openStore(running.url, { logger: storeLog().logger, timeout: 10_000 });
      const from = await filled(ENTRIES);
      await from.commit({ put: [["passing", 1]], expiresIn: 60_000 });
      await copyEntries(await from.list(""), to);
      expect(await to.list("")).toEqual(ENTRIES);
      expect(await to.get(["passing"])).toEqual([undefined]);
      const back = await filled([]);
      await copyEntries(await to.list(""), back);
      expect(await back.list("")).toEqual(ENTRIES);
      await to.close();
    },
  );

  it("can be run again after an interruption, and after it is finished", async () => {
    const { store: to } = fakeStore();
    let commits = 0;
    const interrupted: Store = {
      ...to,
      async commit(change) {
        commits += 1;
        if (commits > 2) throw new StoreUnavailable();
        return to.commit(change);
      },
    };
    await expect(copyEntries(ENTRIES, interrupted)).rejects.toThrow(StoreUnavailable);
    const half = (await to.list("")).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(ENTRIES.length);
    for (let run = 0; run < 2; run += 1) {
      await copyEntries(ENTRIES, to);
      expect(await to.list("")).toEqual(ENTRIES);
    }
  });

  it.each<[what: string, entry: Entry]>([
    ["a key that the source has not", ["other/key", 1]],
    ["another value under a key of the source", ["some/1000", "another"]],
  ])("refuses a target that holds %s, and changes nothing", async (_, entry) => {
    const to = await filled([entry]);
    await expect(copyEntries(ENTRIES, to)).rejects.toThrow(ConfigurationError);
    expect(await to.list("")).toEqual([entry]);
  });
});

async function filled(put: readonly Entry[]): Promise<Store> {
  const store = await openStore("sqlite::memory:", { logger: storeLog().logger, timeout: 10_000 });
  await store.commit({ put });
  return store;
}
