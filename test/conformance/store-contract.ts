import fc from "fast-check";
import { expect, vi } from "vitest";
import type { Entry, Json, Page, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { modelProperty } from "../support/store/model.ts";

export interface StoreUnderTest {
  /** Two connections to the same entries, as two processes have them; the same store twice if there can be only one. */
  readonly stores: readonly [Store, Store];
  /** Opens the same entries again; absent for stores that end with the process. */
  readonly reopen?: () => Promise<Store>;
}

/** A guarantee of every store; `verify` rejects if it is broken. `at` is a key prefix for this test only. */
export interface StoreGuarantee {
  readonly guarantee: string;
  /** Whether it needs a store that can be reopened. */
  readonly needsReopen?: true;
  /** Whether it is about several processes that write concurrently. */
  readonly amongProcesses?: true;
  verify(under: StoreUnderTest, at: string): Promise<void>;
}

export const STORE_GUARANTEES: readonly StoreGuarantee[] = [
  {
    guarantee: "returns values in the order of the keys, with repetitions, and undefined for absent keys",
    async verify({ stores: [store] }, at) {
      await store.commit({
        put: [
          [`${at}b`, "second"],
          [`${at}a`, null],
        ],
      });
      const wanted = [`${at}b`, `${at}none`, `${at}a`, `${at}b`];
      expect(await store.get(wanted)).toEqual(["second", undefined, null, "second"]);
      expect(await store.get([])).toEqual([]);
    },
  },
  {
    guarantee: "returns every JSON value unchanged, with any characters in its strings",
    async verify({ stores: [store, other] }, at) {
      const awkward = [
        "",
        ":",
        ":base64:AA==",
        "\0",
        "a\0b",
        "\ud800",
        "\udc00x",
        "é",
        "e\u0301",
        "👩‍🚀",
        "\\u0000",
        "'\"\\",
        "\r\n\u2028",
      ];
      const values: readonly Json[] = [
        ...awkward,
        ...awkward.map((key) => ({ [key]: key })),
        0,
        0.1,
        1e308,
        5e-324,
        [],
        {},
        [[null]],
        false,
      ];
      await store.commit({ put: values.map((value, place) => [`${at}${place}`, value]) });
      expect(await other.get(values.map((_, place) => `${at}${place}`))).toEqual(values);
      await fc.assert(
        fc.asyncProperty(fc.jsonValue({ stringUnit: "binary" }), async (any) => {
          const value: Json = JSON.parse(JSON.stringify(any));
          await store.commit({ put: [[`${at}any`, value]] });
          expect(await other.get([`${at}any`])).toEqual([value]);
          expect(await other.commit({ expect: [[`${at}any`, value]] })).toBeNull();
        }),
        { numRuns: 30 },
      );
    },
  },
  {
    guarantee: "compares values as JSON: neither the order of an object's keys nor the sign of zero matters",
    async verify({ stores: [store] }, at) {
      await store.commit({
        put: [
          [`${at}a`, { b: [{ y: 1, x: -0 }], a: 2 }],
          [`${at}zero`, -0],
        ],
      });
      expect(
        await store.commit({
          expect: [
            [`${at}a`, { a: 2, b: [{ x: 0, y: 1 }] }],
            [`${at}zero`, 0],
          ],
        }),
      ).toBeNull();
      expect(await store.commit({ expect: [[`${at}a`, { a: 2, b: [{ x: 0, y: "1" }] }]] })).toMatchObject({
        key: `${at}a`,
      });
      expect(await store.commit({ expect: [[`${at}zero`, -0]] })).toBeNull();
      expect(await store.commit({ expect: [[`${at}none`, null]] })).toEqual({ key: `${at}none`, value: undefined });
    },
  },
  {
    guarantee: "lists exactly the entries under a prefix, sorted by key in code unit order",
    async verify({ stores: [store, other] }, at) {
      const names = [
        "b",
        "a/",
        "a/10",
        "a/9",
        "a/Z",
        "a/a",
        "a/.",
        "a/-",
        "a/_",
        "a/:",
        "a/b/c",
        "a",
        "a0",
        "a.",
        "a-b",
        "A/1",
      ];
      const put: readonly Entry[] = names.map((name) => [`${at}${name}`, name]);
      await store.commit({ put });
      const sorted = names.filter((name) => name.startsWith("a/")).sort();
      expect(await other.list(`${at}a/`)).toEqual(sorted.map((name) => [`${at}${name}`, name]));
      expect(await other.list(`${at}nothing/`)).toEqual([]);
      const everything = await other.list("");
      expect(everything.filter(([key]) => key.startsWith(at))).toEqual(
        [...put].sort(([one], [two]) => (one < two ? -1 : 1)),
      );
      expect(everything.map(([key]) => key)).toEqual(everything.map(([key]) => key).sort());
    },
  },
  {
    guarantee: "lists page by page in either direction, from any key on, without what expires",
    async verify({ stores: [store, other] }, at) {
      // A key and its continuations, neighbours in the order of the characters, and other prefixes around them.
      const names = ["a/-", "a/--", "a/-.", "a/.", "a/0", "a/00", "a/9", "a/:", "a/A", "a/a", "a/a/b", "a/b"];
      const put: readonly Entry[] = [...names, "a", "a-", "a0", "A/a"].map((name) => [`${at}${name}`, name]);
      await store.commit({ put });
      await store.commit({ put: [[`${at}a/1`, 1]], expiresIn: 60_000 });
      const prefix = `${at}a/`;
      const list = async (page: Page) => (await other.list(prefix, page)).map(([, value]) => value);
      for (const reverse of [false, true]) {
        const whole = reverse ? names.toReversed() : names;
        expect(await list({ reverse })).toEqual(whole);
        for (const limit of [1, 5, whole.length, whole.length + 1]) {
          const read: Entry[] = [];
          while (read.length <= whole.length) {
            const page = await other.list(prefix, { after: read.at(-1)?.[0], limit, reverse });
            read.push(...page);
            expect(page.length).toBeLessThanOrEqual(limit);
            if (page.length < limit) break;
          }
          expect(read).toEqual(whole.map((name) => [`${at}${name}`, name]));
        }
        for (const [place, name] of whole.entries()) {
          expect(await list({ after: `${at}${name}`, reverse })).toEqual(whole.slice(place + 1));
        }
        // Keys that do not exist, and lie outside.
        const isAfter = (name: string) => (reverse ? name < "a/5" : name > "a/5");
        expect(await list({ after: `${at}a/5`, reverse })).toEqual(whole.filter(isAfter));
        const [before, beyond] = reverse ? [`${at}b`, `${at}A`] : [`${at}A`, `${at}b`];
        expect(await list({ after: before, reverse })).toEqual(whole);
        expect(await list({ after: beyond, reverse })).toEqual([]);
      }
      const everything = (await other.list("")).map(([key]) => key);
      expect((await other.list("", { limit: 2, reverse: true })).map(([key]) => key)).toEqual(
        everything.toReversed().slice(0, 2),
      );
    },
  },
  {
    guarantee: "does not list entries that expire, or that were replaced or removed",
    async verify({ stores: [store] }, at) {
      const keys = async () => (await store.list(at)).map(([key]) => key.slice(at.length));
      await store.commit({
        put: [
          [`${at}lasting`, 1],
          [`${at}replaced`, 1],
          [`${at}removed`, 1],
        ],
      });
      await store.commit({
        put: [
          [`${at}expiring`, 1],
          [`${at}replaced`, 2],
        ],
        expiresIn: 60_000,
      });
      await store.commit({ remove: [`${at}removed`, `${at}never`] });
      expect(await keys()).toEqual(["lasting"]);
      await store.commit({ put: [[`${at}replaced`, 3]] });
      expect(await keys()).toEqual(["lasting", "replaced"]);
      expect(await store.get([`${at}expiring`, `${at}removed`])).toEqual([1, undefined]);
    },
  },
  {
    guarantee: "changes nothing on a conflict, and returns the first conflicting key with its current value",
    async verify({ stores: [store] }, at) {
      await store.commit({
        put: [
          [`${at}a`, 1],
          [`${at}b`, { two: 2 }],
          [`${at}c`, 3],
        ],
      });
      const conflict = await store.commit({
        expect: [
          [`${at}a`, 1],
          [`${at}b`, "other"],
          [`${at}none`, 4],
          [`${at}c`, undefined],
        ],
        put: [
          [`${at}a`, "changed"],
          [`${at}new`, "made"],
        ],
        remove: [`${at}c`],
      });
      expect(conflict).toEqual({ key: `${at}b`, value: { two: 2 } });
      expect(await store.get([`${at}a`, `${at}c`, `${at}new`])).toEqual([1, 3, undefined]);
      const absent = await store.commit({
        expect: [
          [`${at}none`, 4],
          [`${at}c`, undefined],
        ],
        put: [[`${at}a`, 0]],
      });
      expect(absent).toEqual({ key: `${at}none`, value: undefined });
    },
  },
  {
    guarantee:
      "puts, removes and replaces in one change; a put wins over a remove, and a later value over an earlier one",
    async verify({ stores: [store] }, at) {
      await store.commit({
        put: [
          [`${at}old`, 1],
          [`${at}both`, 1],
        ],
      });
      const put: readonly Entry[] = [
        [`${at}new`, 1],
        [`${at}both`, 2],
        [`${at}new`, 2],
      ];
      expect(
        await store.commit({ expect: [[`${at}old`, 1]], put, remove: [`${at}old`, `${at}old`, `${at}both`] }),
      ).toBeNull();
      expect(await store.list(at)).toEqual([
        [`${at}both`, 2],
        [`${at}new`, 2],
      ]);
      expect(await store.commit({})).toBeNull();
    },
  },
  {
    guarantee: "lets exactly one of fifty concurrent commits create a key, and returns its value to the others",
    amongProcesses: true,
    async verify({ stores }, at) {
      const claim = (store: Store, who: number) =>
        store.commit({ expect: [[`${at}key`, undefined]], put: [[`${at}key`, { who }]] });
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, who) => claim(stores[who % 2 === 0 ? 0 : 1], who)),
      );
      const winners = answers.flatMap((answer, who) => (answer === null ? [who] : []));
      expect(winners).toHaveLength(1);
      const first = { key: `${at}key`, value: { who: winners[0] } };
      expect(answers.filter((answer) => answer !== null)).toEqual(Array(49).fill(first));
      expect(await stores[0].get([`${at}key`])).toEqual([{ who: winners[0] }]);
    },
  },
  {
    guarantee: "loses no increment when many increment the same number concurrently",
    amongProcesses: true,
    async verify({ stores }, at) {
      const key = `${at}number`;
      const add = async (store: Store) => {
        let stands: Json | undefined;
        for (;;) {
          const conflict = await store.commit({ expect: [[key, stands]], put: [[key, Number(stands ?? 0) + 1]] });
          if (conflict === null) return;
          stands = conflict.value;
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, who) => add(stores[who % 2 === 0 ? 0 : 1])));
      expect(await stores[0].get([key])).toEqual([16]);
    },
  },
  {
    guarantee: "never shows or makes a partial change, even if changes overlap in several keys",
    amongProcesses: true,
    async verify({ stores }, at) {
      const keys = ["e", "c", "a", "d", "b"].map((name) => `${at}${name}`);
      const entriesOf = (value: number): readonly Entry[] => keys.map((key) => [key, value]);
      await stores[0].commit({ put: entriesOf(0) });
      let writing = true;
      const write = async (who: 0 | 1) => {
        for (let round = 1; round <= 20; round += 1) {
          const put = entriesOf(round * 2 + who);
          await stores[who].commit({ put: who === 0 ? put : put.toReversed() });
        }
      };
      const look = async (who: 0 | 1) => {
        while (writing) {
          expect(new Set(await stores[who].get(keys)).size).toBe(1);
          expect(new Set((await stores[who].list(at)).map(([, value]) => value)).size).toBe(1);
        }
      };
      const writers = Promise.all([write(0), write(1), write(0), write(1)]).finally(() => {
        writing = false;
      });
      await Promise.all([writers, look(0), look(1)]);
    },
  },
  {
    guarantee: "accepts values of 100 KB, and 2,000 keys in one change",
    async verify({ stores: [store, other] }, at) {
      const large = "é\0".repeat(50_000);
      expect(await store.commit({ expect: [[`${at}large`, undefined]], put: [[`${at}large`, large]] })).toBeNull();
      expect(await other.commit({ expect: [[`${at}large`, large]] })).toBeNull();
      const put: readonly Entry[] = Array.from({ length: 2000 }, (_, place) => [
        `${at}many/${10_000 + place}`,
        { place },
      ]);
      const keys = put.map(([key]) => key);
      expect(await store.commit({ expect: keys.map((key) => [key, undefined]), put })).toBeNull();
      expect(await other.list(`${at}many/`)).toEqual(put);
      expect(await other.get(keys)).toEqual(put.map(([, value]) => value));
      const last = put[1999];
      expect(
        await other.commit({ expect: [...put.slice(0, 1999), [`${at}many/11999`, "other"]], remove: keys }),
      ).toEqual({
        key: last?.[0],
        value: last?.[1],
      });
      expect(await store.commit({ expect: put, remove: keys })).toBeNull();
      expect(await other.list(`${at}many/`)).toEqual([]);
    },
  },
  {
    guarantee: "lets entries expire, and then put again",
    async verify({ stores: [store, other] }, at) {
      const key = `${at}short`;
      const claim = (value: Json, expiresIn: number) =>
        store.commit({ expect: [[key, undefined]], put: [[key, value]], expiresIn });
      expect(await claim("first", 1000)).toBeNull();
      expect(await other.get([key])).toEqual(["first"]);
      expect(await claim("too early", 1000)).toEqual({ key, value: "first" });
      expect(await store.commit({ expect: [[key, "first"]] })).toBeNull();
      // Checks by claiming, because an expired entry must count as absent even if nobody has read it.
      await vi.waitFor(async () => expect(await claim("second", 60_000)).toBeNull(), { timeout: 8000, interval: 20 });
      expect(await other.get([key])).toEqual(["second"]);
      await store.commit({ put: [[key, "third"]], expiresIn: 50 });
      await vi.waitFor(async () => expect(await other.get([key])).toEqual([undefined]), {
        timeout: 5000,
        interval: 20,
      });
      await store.commit({ put: [[key, "for ever"]] });
      expect(await other.list(at)).toEqual([[key, "for ever"]]);
    },
  },
  {
    guarantee: "behaves like a plain map for any sequence of operations",
    async verify({ stores }, at) {
      await fc.assert(modelProperty(stores, at), { numRuns: 25 });
    },
  },
  {
    guarantee: "refuses keys that some databases would not store unchanged",
    async verify({ stores: [store] }) {
      for (const key of ["", "a b", "ä", "a\0", "a".repeat(201), "a~"]) {
        await expect(store.get([key])).rejects.toThrow(TypeError);
        await expect(store.commit({ put: [[key, 1]] })).rejects.toThrow(TypeError);
        await expect(store.commit({ expect: [[key, 1]] })).rejects.toThrow(TypeError);
      }
      for (const prefix of ["a", "/a", "a b/"]) await expect(store.list(prefix)).rejects.toThrow(TypeError);
      const longest = "a".repeat(200);
      await store.commit({ put: [[longest, 1]] });
      expect(await store.get([longest])).toEqual([1]);
      await store.commit({ remove: [longest] });
    },
  },
  {
    guarantee: "has all acknowledged entries when it is reopened, and rejects calls after it is closed",
    needsReopen: true,
    async verify({ reopen }, at) {
      if (reopen === undefined) throw new Error("It cannot be opened again.");
      const first = await reopen();
      await first.commit({ put: [[`${at}kept`, { a: 1 }]] });
      await first.close();
      await expect(first.get([`${at}kept`])).rejects.toThrow(StoreUnavailable);
      await expect(first.commit({ put: [[`${at}kept`, 2]] })).rejects.toThrow(StoreUnavailable);
      const second = await reopen();
      expect(await second.get([`${at}kept`])).toEqual([{ a: 1 }]);
      expect(await second.list(at)).toEqual([[`${at}kept`, { a: 1 }]]);
      await second.close();
    },
  },
];
