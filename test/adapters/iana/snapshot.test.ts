import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSnapshot } from "#core/registry/create-snapshot.ts";
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
        const snapshot = createSnapshot("2026-08-17", records);
        const written = formatSnapshot(snapshot);
        const parsed = parseSnapshot(written);
        expect(parsed.source).toEqual(snapshot.source);
        expect([...parsed.records]).toEqual(records);
        expect(records.map((_, row) => parsed.records.at(row))).toEqual(records);
        expect(parsed.columns).toEqual(snapshot.columns);
        expect(formatSnapshot(parsed)).toBe(written);
      }),
    );
  });

  it("is refused when it does not exist", async () => {
    const error = await ianaErrorOf(async () => loadSnapshot(`${await createFolder()}/registry.tsv`));
    expect(error.code).toBe("snapshot-broken");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each([
    ["a number that is none", "x\ttcp\tassigned\tssh", /line 6: "x" is neither a number nor a span/],
    ["a number above the last", "65536\ttcp\tassigned\tssh", /line 6: "65536" is neither/],
    ["a span that ends before it begins", "9-8\ttcp\tassigned\tssh", /line 6: "9-8" is neither/],
    ["an unknown transport", "22\ttcpx\tassigned\tssh", /line 6: unknown transport "tcpx"/],
    ["an unknown category", "22\ttcp\tassignedx", /line 6: unknown category "assignedx"/],
    ["a line without cells", "22", /line 6: unknown category ""/],
  ])("is refused with the line number when it has %s", (_, line, message) => {
    const lines = `${formatSnapshot(createSnapshot("2026-08-17", []))}1\ttcp\tassigned\ttcpmux\n`;
    expect(() => parseSnapshot(`${lines}${line}\n`)).toThrow(message);
    expect(() => parseSnapshot(`${lines}22\ttcp`)).toThrow(/line 6: the file does not end with a line break/);
  });

  it.each([
    ["an unauthorized use that is none", ["23", ...Array(10).fill(""), "2x"]],
    ["too many columns", ["23", ...Array(15).fill("x")]],
  ])("is refused with the line number once its record is read when it has %s", (_, cells) => {
    const [numbers = "", ...more] = cells;
    const line = [numbers, "", "reserved", ...more.slice(2)].join("\t");
    const { records } = parseSnapshot(`${formatSnapshot(createSnapshot("2026-08-17", []))}${line}\n`);
    expect(() => records.at(0)).toThrow(/line 5: /);
  });

  it.each(["", "anything\n", "22\ttcp\n"])("is refused when it is something else: %j", async (content) => {
    expect((await ianaErrorOf(() => parseSnapshot(content))).code).toBe("snapshot-broken");
  });
});
