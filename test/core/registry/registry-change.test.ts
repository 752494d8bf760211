import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TRANSPORTS } from "#core/registry/port.ts";
import { CATEGORIES } from "#core/registry/record.ts";
import type { RegistryUpdate, RowFacts } from "#core/registry/registry-change.ts";
import { compareRegistries, compareRows, updateFromJson, updateToJson } from "#core/registry/registry-change.ts";
import { registry } from "../../support/registry/committed.ts";
import { newerRegistry, newRow } from "../../support/registry/newer-registry.ts";

const span = fc.tuple(fc.nat(9), fc.nat(3)).map(([first, more]) => ({ first, last: first + more }));
const row: fc.Arbitrary<RowFacts> = fc.record({
  span: fc.option(span),
  transport: fc.constantFrom(null, ...TRANSPORTS),
  category: fc.constantFrom(...CATEGORIES),
  serviceName: fc.option(fc.constantFrom("a", "b")),
  description: fc.string(),
  assignees: fc.array(fc.string(), { maxLength: 2 }),
  note: fc.option(fc.string()),
});
const rows = fc.array(row, { maxLength: 12 });

/** The rows after the changes, in any order. */
function applied(before: readonly RowFacts[], changes: RegistryUpdate["changes"]): string[] {
  const left = before.map((each) => JSON.stringify(each));
  for (const change of changes) {
    if (change.kind !== "added") left.splice(left.indexOf(JSON.stringify(change.before)), 1);
  }
  const added = changes.flatMap((change) => (change.kind === "removed" ? [] : [JSON.stringify(change.after)]));
  return [...left, ...added].sort();
}

describe("the changes from one registry to the next", () => {
  it("make the one out of the other, and are none if they are the same", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        expect(applied(before, compareRows(before, after))).toEqual(after.map((each) => JSON.stringify(each)).sort());
        expect(compareRows(after, after)).toEqual([]);
      }),
    );
  });

  it("are the same after they were stored", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const update = { from: "2026-08-17", to: "2026-09-11", changes: compareRows(before, after) };
        expect(updateFromJson(JSON.parse(JSON.stringify(updateToJson(update))))).toEqual(update);
      }),
    );
  });

  it("are none if what was stored can't be read", () => {
    for (const json of [undefined, null, 1, {}, { from: "a", to: "b" }, { from: "a", to: "b", changes: [{}] }]) {
      expect(updateFromJson(json)).toBeNull();
    }
  });

  it("leave out rows of unassigned numbers, contacts, documents and dates", () => {
    const dated = newerRegistry("2026-09-11", [newRow(867, "foo")], (record) => ({
      ...record,
      ...(record.category === "unassigned" ? { description: "Free" } : {}),
      modified: "2026-09-11",
      contacts: ["Somebody"],
      references: ["RFC1"],
    }));
    const { from, to, changes } = compareRegistries(registry, dated);
    expect([from, to, changes.length]).toEqual(["2026-08-17", "2026-09-11", 1]);
  });
});
