import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect } from "vitest";
import type { Change, Conflict, Entry, Json, Store } from "#core/host.ts";

/** Any changes, made through either store, have the same effect as on a map. */
export function modelProperty(stores: readonly [Store, Store], at: string) {
  let run = 0;
  return fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
    run += 1;
    const area = `${at}${run}/`;
    const model = new Map<string, Json>();
    for (const { who, change } of steps) {
      const full = within(area, change);
      expect(await stores[who].commit(full)).toEqual(applyToMap(model, full));
      const other = stores[who === 0 ? 1 : 0];
      const keys = NAMES.map((name) => `${area}${name}`);
      expect(await other.get(keys)).toEqual(keys.map((key) => model.get(key)));
      expect(await other.list(area)).toEqual([...model].sort(([one], [two]) => (one < two ? -1 : 1)));
    }
  });
}

const NAMES = ["a", "a/b", "a/", "b", "B"];
const name = fc.constantFrom(...NAMES);
const value: fc.Arbitrary<Json> = fc.constantFrom<Json>(0, 1, "", null, { a: 1, b: 2 }, { b: 2, a: 1 }, [false]);
const step = fc.record({
  who: fc.constantFrom<0 | 1>(0, 1),
  change: fc.record(
    {
      expect: fc.array(fc.tuple(name, fc.option(value, { nil: undefined, freq: 2 })), { maxLength: 2 }),
      put: fc.array(fc.tuple(name, value), { maxLength: 3 }),
      remove: fc.array(name, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
});

function within(area: string, { expect = [], put = [], remove = [] }: Change): Change {
  return {
    expect: expect.map(([key, value]) => [`${area}${key}`, value]),
    put: put.map(([key, value]): Entry => [`${area}${key}`, value]),
    remove: remove.map((key) => `${area}${key}`),
  };
}

function applyToMap(map: Map<string, Json>, { expect = [], put = [], remove = [] }: Change): Conflict | null {
  const conflict = expect.find(([key, value]) => !isDeepStrictEqual(map.get(key), value));
  if (conflict !== undefined) return { key: conflict[0], value: map.get(conflict[0]) };
  for (const key of remove) map.delete(key);
  for (const [key, value] of put) map.set(key, value);
  return null;
}
