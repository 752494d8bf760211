import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PORT, TRANSPORTS } from "#core/registry/port.ts";
import { CATEGORIES, type RegistryRecord } from "#core/registry/record.ts";
import { loadSnapshot, parseSnapshot } from "../../../adapters/iana/index.ts";
import { collapseWhitespace } from "../../../adapters/iana/raw-row.ts";
import { formatSnapshot } from "../../../adapters/iana/snapshot.ts";
import { createFolder, ianaErrorOf } from "./support.ts";

const span = fc
  .tuple(fc.nat(MAX_PORT), fc.nat(MAX_PORT))
  .map(([one, other]) => ({ first: Math.min(one, other), last: Math.max(one, other) }));
const text = fc.string({ unit: "grapheme" }).map(collapseWhitespace);
const word = fc.stringMatching(/^[A-Za-z0-9*+._/-]+$/);
const party = fc.constantFrom("IESG", "Roman Štěpánek", "MongoDB, Inc.");
const date = fc.constantFrom("2026-08-17", "2005-07");

const record: fc.Arbitrary<RegistryRecord> = fc.record({
  span: fc.option(span),
  transport: fc.option(fc.constantFrom(...TRANSPORTS)),
  category: fc.constantFrom(...CATEGORIES),
  serviceName: fc.option(word),
  description: text,
  assignees: fc.array(party, { maxLength: 3 }),
  contacts: fc.array(party, { maxLength: 3 }),
  references: fc.array(word, { maxLength: 3 }),
  registered: fc.option(date),
  modified: fc.option(date),
  serviceCode: fc.option(fc.nat(0xffff_ffff)),
  unauthorizedUse: fc.array(span, { maxLength: 3 }),
  aliasOf: fc.option(word),
  replaces: fc.option(word),
  isUnassignedUse: fc.boolean(),
  note: fc.option(text.filter((note) => note !== "")),
});

describe("the snapshot file", () => {
  it("parses to what was formatted, and formats to the same bytes again", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        const snapshot = { source: { updated: "2026-08-17", records: records.length }, records };
        const written = formatSnapshot(snapshot);
        expect(parseSnapshot(written)).toEqual(snapshot);
        expect(formatSnapshot(parseSnapshot(written))).toBe(written);
      }),
    );
  });

  it("is refused when it does not exist", async () => {
    const error = await ianaErrorOf(async () => loadSnapshot(`${await createFolder()}/registry.tsv`));
    expect(error.code).toBe("snapshot-broken");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each(["", "anything\n", "22\ttcp\n"])("is refused when it is something else: %j", async (content) => {
    expect((await ianaErrorOf(() => parseSnapshot(content))).code).toBe("snapshot-broken");
  });
});
