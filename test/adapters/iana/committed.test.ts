import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { countRecords } from "#adapters/iana/source-notes.ts";
import { createSnapshot } from "#core/registry/create-snapshot.ts";
import type { RegistryRecord, RegistrySnapshot } from "#core/registry/record.ts";
import { checkData, loadSnapshot } from "../../../adapters/iana/index.ts";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { formatSnapshot } from "../../../adapters/iana/snapshot.ts";

const directory = fileURLToPath(new URL("../../../data/", import.meta.url));
const committedSnapshot = loadSnapshot(`${directory}registry.tsv`);
const { source } = committedSnapshot;
const records = [...committedSnapshot.records];

function withoutNames(snapshot: RegistrySnapshot): RegistrySnapshot {
  const nameless = Array.from(snapshot.records, (record) => ({ ...record, assignees: [], contacts: [] }));
  return createSnapshot(snapshot.source.updated, nameless);
}

/** IANA's own files are not part of the project. If they are available, the snapshot is checked against them. */
const rawFolder = new URL("../../../../shared/iana/", import.meta.url);

describe("the committed registry", () => {
  it("is plausible and agrees with SOURCE.md", async () => {
    await expect(checkData({ directory, offline: true })).resolves.toMatchObject({ reproduced: false });
  });

  it("holds no e-mail address, and people only as assignees and contacts", () => {
    const signs = records.flatMap((row) => JSON.stringify(row).match(/\w+@\w+|\w+&[\w-]+\.\w+|mailto:/g) ?? []);
    expect(new Set(signs)).toEqual(new Set(["Miele@home", "SCOOP@F"]));
    expect(records.flatMap((row) => row.references).filter((reference) => /^[A-Z][a-z]+[_ ]/.test(reference))).toEqual(
      [],
    );
  });

  it("holds no long prose", () => {
    expect(Math.max(...records.map((row) => row.description.length))).toBeLessThanOrEqual(300);
    expect(Math.max(...records.map((row) => row.note?.length ?? 0))).toBeLessThanOrEqual(300);
    const names = records.flatMap((row) => [...row.assignees, ...row.contacts]);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(100);
    expect(Math.max(...records.flatMap((row) => row.references).map((text) => text.length))).toBeLessThanOrEqual(100);
  });
});

// The numbers below were counted in IANA's files of that date without this importer.
describe.runIf(source.updated === "2026-08-17")("the registry of 2026-08-17", () => {
  const count = (matches: (row: (typeof records)[number]) => boolean) => records.filter(matches).length;

  it("has all 14,533 records, and the right number of each kind", () => {
    expect(countRecords(records)).toEqual({
      records: 14_533,
      "assigned, with a port": 11_739,
      "service names only, no port": 1070,
      "unassigned rows": 889,
      "reserved rows": 809,
      "withdrawn rows": 11,
      "uses without a service name": 15,
      "distinct numbers with a service": 6350,
      "rows with an assignee": 11_054,
      "rows with a note": 104,
      "tcp rows": 6606,
      "udp rows": 6356,
      "sctp rows": 93,
      "dccp rows": 11,
      "rows without a transport": 1467,
    });
  });

  it("has every alias, reference, date and remark", () => {
    expect(count((row) => row.aliasOf !== null)).toBe(184);
    expect(count((row) => row.replaces !== null)).toBe(184);
    // 13 that a note marks, and nv-video on tcp and udp.
    expect(count((row) => row.isUnassignedUse)).toBe(15);
    expect(count((row) => row.unauthorizedUse.length > 0)).toBe(110);
    expect(count((row) => row.serviceCode !== null)).toBe(4);
    // 410 rows have a reference; two have only "n/a" and two only an e-mail address.
    expect(count((row) => row.references.length > 0)).toBe(406);
    expect(count((row) => row.references.some((text) => text.startsWith("RFC")))).toBe(371);
    const dates = records.flatMap((row) => [row.registered, row.modified]).filter((date) => date !== null);
    expect(dates.filter((date) => date.length === 10)).toHaveLength(2707);
    expect(dates.filter((date) => date.length === 7)).toHaveLength(2620);
  });

  it("keeps several assignments of one number and transport: 226 keys, 458 rows, at most 3 at once", () => {
    const named = records.filter((row) => row.serviceName !== null && row.span !== null);
    const groups = Map.groupBy(named, (row) => `${row.span?.first} ${row.transport}`);
    const several = [...groups.values()].filter((rows) => rows.length > 1);
    expect(several).toHaveLength(226);
    expect(several.flat()).toHaveLength(458);
    expect(Math.max(...several.map((rows) => rows.length))).toBe(3);
  });

  it.skipIf(!existsSync(rawFolder))(
    "is what IANA's XML yields, and its CSV but for shortened names (skipped where ../shared/iana with the raw files does not exist)",
    async () => {
      const committed = await readFile(`${directory}registry.tsv`, "utf8");
      const [xml, csv] = await Promise.all(
        ["xml", "csv"].map((format) => readFile(new URL(`service-names-port-numbers.${format}`, rawFolder))),
      );
      if (xml === undefined || csv === undefined) throw new Error("two files were read");
      expect(formatSnapshot(readSource(xml).snapshot) === committed).toBe(true);
      const fromCsv = readSource(csv, "2026-08-17").snapshot;
      expect(formatSnapshot(withoutNames(fromCsv)) === formatSnapshot(withoutNames(committedSnapshot))).toBe(true);
      const parties = ({ assignees, contacts }: RegistryRecord) => [assignees.length, contacts.length].join();
      expect(Array.from(fromCsv.records, parties)).toEqual(records.map(parties));
    },
  );
});
