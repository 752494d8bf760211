import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replaceFiles } from "../../../adapters/iana/data-files.ts";
import { loadSnapshot, updateData } from "../../../adapters/iana/index.ts";
import { parseSourceNotes } from "../../../adapters/iana/source-notes.ts";
import { createData, createFolder, csvOf, ianaErrorOf, PLAUSIBLE_ROWS, RETRIEVED, serve } from "./support.ts";

function moreNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `more-${index},,udp,More,,,,,,,,`);
}

describe("data:update", () => {
  it("imports for the first time", async () => {
    const { directory, read, first } = await createData();
    expect(first.written).toBe(true);
    expect(first.lines).toContain("This is the first import; there is nothing to compare with.");
    expect(loadSnapshot(join(directory, "registry.tsv")).source).toEqual({
      updated: "2024-12-20",
      records: 200,
    });
    const notes = parseSourceNotes((await read()).notes);
    expect(notes).toMatchObject({
      address: "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.csv",
      format: "CSV",
      dateOrigin: "newest date in its rows",
      retrieved: RETRIEVED,
    });
    expect(notes.counts).toMatchObject({
      records: 200,
      "assigned, with a port": 4,
      "service names only, no port": 189,
    });
  });

  it("replaces both files, leaves no other files, and says what changed", async () => {
    const { directory, update, read } = await createData();
    const report = await update([...PLAUSIBLE_ROWS, "foo,3005,tcp,Foo Service,,,2026-01-02,,,,,"]);
    expect(report.written).toBe(true);
    expect(report.lines).toEqual([
      "Read 201 records of 2026-01-02 (newest date in its rows), CSV.",
      "Changes from 2024-12-20 to 2026-01-02:",
      "New assignments (1):",
      "+ 3005 tcp: assigned to foo (Foo Service)",
      `Wrote ${join(directory, "registry.tsv")}.`,
    ]);
    expect((await read()).registry).toContain("\n3005\ttcp\tassigned\tfoo\tFoo Service\t\t\t\t2026-01-02\n");
    expect(parseSourceNotes((await read()).notes).counts.records).toBe(201);
    expect(await readdir(directory)).toEqual(["SOURCE.md", "registry.tsv"]);
  });

  it("writes nothing when the same source is retrieved again", async () => {
    const { directory, read, update } = await createData();
    const before = await read();
    const { written, lines } = await update(PLAUSIBLE_ROWS);
    expect(written).toBe(false);
    expect(lines).toContain("The snapshot is up to date; nothing was written.");
    const later = await updateData({ directory, from: join(directory, "../source.csv"), retrieved: "2027-01-01" });
    expect(later.written).toBe(false);
    expect(await read()).toEqual(before);
  });

  it.each([
    ["a vanished golden name", PLAUSIBLE_ROWS.map((row) => row.replace("ssh,", "sssh,")), ["22 tcp", "ssh"]],
    ["a golden row on another transport", PLAUSIBLE_ROWS.map((row) => row.replace("53,udp", "53,tcp")), ["53 udp"]],
    [
      "a reserved end no longer reserved",
      PLAUSIBLE_ROWS.map((row) => row.replace(",49151,,Res", ",49151,,Unres")),
      ["49151"],
    ],
    ["uncovered numbers", PLAUSIBLE_ROWS.map((row) => row.replace("874-49150", "875-49000")), ["874", "49001-49150"]],
    ["an unknown transport", [...PLAUSIBLE_ROWS, "quick,4,quic,Quick,,,,,,,,"], ["Record 201", '"quic"']],
    ["too many rows", [...PLAUSIBLE_ROWS, ...moreNames(5)], ["200 to 205", "--force"]],
    ["too few rows", PLAUSIBLE_ROWS.slice(0, 195), ["200 to 195"]],
    ["no rows", [], ["date"]],
  ])("refuses %s and leaves the old files untouched", async (_, rows, words) => {
    const { directory, update, read } = await createData();
    const before = await read();
    const error = await ianaErrorOf(() => update(rows));
    for (const word of words) expect(error.message).toContain(word);
    expect(await read()).toEqual(before);
    expect(await readdir(directory)).toHaveLength(2);
  });

  it("lists everything that is implausible at once", async () => {
    const { update } = await createData();
    const error = await ianaErrorOf(() => update(PLAUSIBLE_ROWS.slice(1, 150)));
    expect(error.code).toBe("source-implausible");
    expect(error.message.split("\n- ").slice(1)).toEqual([
      "No row covers 0.",
      "Port 0 is no longer reserved.",
      "The number of records went from 200 to 149, a change of more than 2 %.",
      "50 assignments are gone; IANA rarely removes more than 5.",
      "Rows are missing: nothing is said any more about 0 tcp.",
    ]);
  });

  it("accepts a change of 2 %, and a larger one with --force", async () => {
    const { update } = await createData();
    expect((await update([...PLAUSIBLE_ROWS, ...moreNames(4)])).written).toBe(true);
    const forced = await update([...PLAUSIBLE_ROWS, ...moreNames(20)], { force: true });
    expect(forced.lines).toContain(
      "The number of records went from 204 to 220, a change of more than 2 %. Accepted because of --force.",
    );
  });

  it("refuses a registry with gaps even with --force", async () => {
    const { update } = await createData();
    const error = await ianaErrorOf(() => update(PLAUSIBLE_ROWS.slice(1), { force: true }));
    expect(error.code).toBe("source-implausible");
  });

  it("replaces an unreadable snapshot only with --force", async () => {
    const { directory, update } = await createData();
    await writeFile(join(directory, "registry.tsv"), "torn");
    const error = await ianaErrorOf(() => update(PLAUSIBLE_ROWS));
    expect(error.code).toBe("snapshot-broken");
    expect(error.message).toMatch(/Nothing was written\. With --force, a new one replaces it\.$/);
    expect((await update(PLAUSIBLE_ROWS, { force: true })).written).toBe(true);
  });

  it("fetches from an address, and records it in SOURCE.md", async () => {
    const { directory, read } = await createData();
    const url = await serve((_, response) => response.end(csvOf([...PLAUSIBLE_ROWS, ...moreNames(1)])));
    expect((await updateData({ directory, url, retrieved: RETRIEVED })).written).toBe(true);
    expect(parseSourceNotes((await read()).notes).address).toBe(url);
  });

  it("does not change the old files when the address cannot be fetched or the file does not exist", async () => {
    const { directory, read } = await createData();
    const before = await read();
    const url = await serve((_, response) => response.writeHead(503).end());
    const from = join(directory, "no-such-file");
    for (const source of [{ url }, { from }]) {
      const error = await ianaErrorOf(() => updateData({ directory, retrieved: RETRIEVED, ...source }));
      expect(error.code).toBe("source-unreadable");
    }
    expect(await read()).toEqual(before);
  });
});

describe("replacing files", () => {
  it("touches no target when one of the files cannot be written", async () => {
    const folder = await createFolder();
    const good = join(folder, "good");
    await writeFile(good, "old");
    const files = [
      { path: good, text: "new" },
      { path: join(folder, "missing", "bad"), text: "new" },
    ];
    await expect(replaceFiles(files)).rejects.toMatchObject({
      code: "not-written",
      message: expect.stringContaining("ENOENT"),
    });
    expect(await readFile(good, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["good"]);
  });

  it("leaves no temporary file when a target cannot be replaced", async () => {
    const folder = await createFolder();
    await mkdir(join(folder, "taken"));
    await expect(replaceFiles([{ path: join(folder, "taken"), text: "new" }])).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});
