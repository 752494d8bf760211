import { describe, expect, it } from "vitest";
import type { RegistryRecord } from "#core/registry/record.ts";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { bytesOf, csvOf, readFixture } from "./support.ts";

const csvBytes = readFixture("quirks.csv");
const records = [...readSource(csvBytes, "2026-08-17").snapshot.records];

function rowsAt(first: number): readonly RegistryRecord[] {
  return records.filter((record) => record.span?.first === first);
}

function rowAt(first: number, transport: string | null): RegistryRecord {
  const [row, ...others] = rowsAt(first).filter((record) => record.transport === transport);
  if (row === undefined || others.length > 0) throw new Error(`${first} ${transport} is not one row`);
  return row;
}

function named(serviceName: string): RegistryRecord {
  const row = records.find((record) => record.serviceName === serviceName);
  if (row === undefined) throw new Error(`no row is named ${serviceName}`);
  return row;
}

describe("the registry's quirks, on hand-made rows in the official layouts", () => {
  it("both layouts yield equal records", () => {
    const xml = readSource(readFixture("quirks.xml"));
    expect(xml.format).toBe("XML");
    expect(xml.dateOrigin).toBe("stated in the source");
    expect(xml.snapshot.source).toEqual({ updated: "2026-08-17", records: 62 });
    expect(xml.snapshot.records).toEqual(records);
  });

  it("quirk 1: line breaks in quoted fields do not end a record", () => {
    expect(records).toHaveLength(62);
    expect(named("nexgen-aux").description).toBe(
      "Secondary, (non ANDI) multi-protocol multi-function interface to the Allied ANDI-based family of forecourt controllers",
    );
  });

  it("quirk 1: a copy with LF alone reads the same, and so does one with a BOM", () => {
    const text = new TextDecoder().decode(csvBytes);
    expect(text).toContain("\r\n");
    for (const copy of [text.replaceAll("\r\n", "\n"), `\uFEFF${text}`]) {
      expect(readSource(bytesOf(copy), "2026-08-17").snapshot.records).toEqual(records);
    }
  });

  it("quirk 2: doubled quotes and commas are part of the text", () => {
    expect(named("gsi").description).toBe('M3UA, "MTP3" user adaptation');
  });

  it("quirk 3: runs of whitespace and indented line breaks become one space", () => {
    expect(named("marcam-lm").description).toBe("Marcam License Management");
    expect(named("swyp").description).toBe(
      "Framework for transferring any file from any app, to any app on any device: simply with a swÿp.",
    );
  });

  it("quirk 4: an empty transport stays empty, for services too", () => {
    expect(rowAt(114, null).category).toBe("unassigned");
    expect(rowAt(6400, null)).toMatchObject({ category: "assigned", serviceName: "boe-cms", transport: null });
  });

  it("quirk 5: overlapping rows are all kept, spans as spans", () => {
    expect(rowAt(7748, null)).toMatchObject({ span: { first: 7748, last: 7776 }, category: "unassigned" });
    expect(rowAt(7775, "tcp").serviceName).toBe("inetfs");
    expect(rowAt(7775, "udp").category).toBe("reserved");
  });

  it("quirk 6: adjacent unassigned rows stay apart, and a range with equal ends is one number", () => {
    expect(rowAt(787, null).span).toEqual({ first: 787, last: 787 });
    expect(rowAt(788, null).span).toEqual({ first: 788, last: 799 });
    expect(rowAt(4748, null).span).toEqual({ first: 4748, last: 4748 });
  });

  it("quirk 7: a number with one transport gets no row for another", () => {
    expect(rowsAt(2376).map((row) => row.transport)).toEqual(["tcp"]);
  });

  it("quirk 8: a number can be assigned for one transport and withdrawn for another", () => {
    expect(rowAt(2905, "tcp").category).toBe("assigned");
    expect(rowAt(2905, "udp").category).toBe("withdrawn");
  });

  it("quirk 9: a name without a description, and names with other characters than letters and digits", () => {
    expect(named("ident").description).toBe("");
    expect(named("sql*net").description).toBe("Oracle SQL*NET");
  });

  it("quirk 10: alias sentences become relations and leave the description", () => {
    expect(named("whoispp")).toMatchObject({ description: "whois++", replaces: "whois++", aliasOf: null });
    expect(named("whois++")).toMatchObject({ description: "whois++", replaces: null, aliasOf: "whoispp" });
    expect(named("sql-net")).toMatchObject({ description: "", replaces: "sql*net" });
    expect(named("sql*net").aliasOf).toBe("sql-net");
  });

  it.each([
    ["domain-s", ["RFC7858", "RFC8094", "RFC9250"]],
    ["pkix-cmc", ["RFC10003"]],
    ["exp1", ["RFC4727", "RFC6335"]],
    ["new-rwho", []],
    ["made-up", []],
    ["pon-ictp", ["TR-352"]],
    ["snif-cln", ["draft-zubov-snif-05"]],
    [
      "docs",
      [
        "RFC8765, Section 6.1",
        "RFC-ietf-emailcore-rfc5321bis-43",
        "https://example.org/doc/proto.md?a=b&c=d.e",
        "ITU-T X.510 / ISO/IEC 9584-11",
      ],
    ],
  ])("quirk 11: the references of %s are documents only", (name, references) => {
    expect(named(name).references).toEqual(references);
  });

  it("quirk 12: assignees are named, e-mail addresses are left out", () => {
    expect(rowAt(9, "dccp").assignees).toEqual(["Ada Placeholder"]);
    expect(named("ident").assignees).toEqual(["Ben Placeholder"]);
    expect(named("ssh").assignees).toEqual([]);
    expect(JSON.stringify(records)).not.toMatch(/cexample|ada&example|\w@\w/);
  });

  it("quirk 12: contacts are named where they are others than the assignees", () => {
    expect(named("docker-s")).toMatchObject({ assignees: ["Ada Placeholder"], contacts: [] });
    expect(named("gsi")).toMatchObject({
      assignees: ["Ada Placeholder", "Ben Placeholder"],
      contacts: ["3GPP", "Wi-Fi Placeholder"],
    });
  });

  it("quirk 13: a service code is an integer, or absent", () => {
    expect(rowAt(9, "dccp").serviceCode).toBe(1_145_656_131);
    expect(rowAt(22, "tcp").serviceCode).toBeNull();
  });

  it.each([
    ["the number it names, and no RFC's", 79, "tcp", [[79, 79]]],
    ["one number of a range", 788, null, [[796, 796]]],
    ["one number of a named range", 6000, "tcp", [[6003, 6003]]],
    [
      "two numbers joined by and",
      27018,
      null,
      [
        [27018, 27018],
        [27019, 27019],
      ],
    ],
    [
      "two numbers at the start of a range",
      4489,
      null,
      [
        [4490, 4490],
        [4491, 4491],
      ],
    ],
    [
      "two numbers joined by &",
      44446,
      null,
      [
        [44515, 44515],
        [44516, 44516],
      ],
    ],
    ["a range within the row", 33436, null, [[33436, 33534]]],
    ["a range reaching beyond the row, cut", 33600, null, [[33600, 33620]]],
    ["another number than the row's single one: none", 7012, "tcp", []],
    ["no number, on a single row: the row's", 8010, null, [[8010, 8010]]],
    ["no number, on a range: none", 8801, null, []],
  ])("quirk 14: unauthorized use, %s", (_, first, transport, spans) => {
    const expected = spans.map(([from, to]) => ({ first: from, last: to }));
    expect(rowAt(first, transport).unauthorizedUse).toEqual(expected);
  });

  it("quirk 15: a widespread use that IANA did not assign is marked, and so is one beside the assignee's", () => {
    expect(records.filter((row) => row.isUnassignedUse).map((row) => row.serviceName)).toEqual(["cddbp", "nv-video"]);
  });

  it("quirk 16: non-ASCII letters and markup characters are unchanged", () => {
    expect(named("forte").description).toBe('FORTÉ link <beta> & "friends"');
  });

  it.each([
    [585, null, "Use of 585 is not recommended, use 993 instead"],
    [2, "udp", "De-assigned on 2025-02-13, previously nothing by [Ada Placeholder]"],
    [79, "tcp", "Unauthorized use by some mail users (see [RFC4146] for details)"],
    [66, "tcp", null],
    [888, "tcp", null],
    [8010, null, null],
  ])("the note of %i %s is kept if it is meant for people: %s", (number, transport, note) => {
    const notes = rowsAt(number).flatMap((row) => (row.transport === transport ? [row.note] : []));
    expect(new Set(notes)).toEqual(new Set([note]));
  });

  it("both rows of 4444 say whose the number is", () => {
    const note = "krb524 assigned the port, nv used it without an assignment";
    expect(rowsAt(4444).map((row) => row.note)).toEqual([note, note]);
  });

  it("quirk 17: a number in a reference or description is not the row's number", () => {
    expect(rowsAt(867)).toEqual([]);
    expect(rowAt(13, "tcp").references).toEqual(["RFC867"]);
  });

  it("quirk 18: rows keep the source's order, sorted or not", () => {
    expect(records.at(-1)?.span).toEqual({ first: 2, last: 2 });
    expect(records.filter((row) => row.span === null)).toHaveLength(5);
  });

  it("several assignments on one number and transport are all kept", () => {
    expect(rowsAt(80).map((row) => [row.transport, row.serviceName])).toEqual([
      ["tcp", "http"],
      ["tcp", "www"],
      ["tcp", "www-http"],
      ["sctp", "http"],
    ]);
  });

  it.each([
    ["unassigned", [15, 114, 787, 2825]],
    ["reserved", [0, 1109]],
    ["withdrawn", [585, 659, 1028, 1783, 9006]],
  ])("the category of rows without a name is read from their wording: %s", (category, numbers) => {
    expect(numbers.map((number) => rowsAt(number)[0]?.category)).toEqual(numbers.map(() => category));
  });

  it("any other row without a name is a use without a service name", () => {
    expect(rowAt(24, "tcp")).toMatchObject({
      category: "assigned",
      serviceName: null,
      description: "any private mail system",
    });
  });

  it("a row with a name is assigned, whatever its description says", () => {
    const source = readSource(bytesOf(csvOf(["rsvd,7,tcp,Reserved for tests,,,2020-01-01,,,,,"])));
    expect(source.snapshot.records.at(0)).toMatchObject({ category: "assigned", serviceName: "rsvd" });
  });

  it("dates are days or months", () => {
    expect(named("docker-s").registered).toBe("2014-11-04");
    expect(named("gsi").modified).toBe("2005-07");
  });
});
