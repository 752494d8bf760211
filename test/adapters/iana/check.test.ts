import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkData, updateData } from "../../../adapters/iana/index.ts";
import { createFolder, csvOf, ianaErrorOf, PLAUSIBLE_ROWS, serve } from "./support.ts";

async function createData(more: { date?: string } = {}) {
  const directory = await createFolder();
  const [from, registry, notes] = ["source.csv", "registry.tsv", "SOURCE.md"].map((name) => join(directory, name));
  if (from === undefined || registry === undefined || notes === undefined) throw new Error("three paths were made");
  await writeFile(from, csvOf(PLAUSIBLE_ROWS));
  await updateData({ directory, from, retrieved: "2026-11-21", ...more });
  return { directory, from, registry, notes };
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, "utf8");
  expect(change(text)).not.toBe(text);
  await writeFile(path, change(text));
}

describe("data:check", () => {
  it.each([{}, { date: "2026-08-17" }])("imports the source again and finds the same bytes, dated %o", async (more) => {
    const { directory, from } = await createData(more);
    const report = await checkData({ directory, from });
    expect(report.reproduced).toBe(true);
    expect(report.lines[0]).toContain("is sound and agrees with SOURCE.md");
    expect(report.lines[1]).toContain("byte for byte");
  });

  it("shows both checksums when the given file is another one", async () => {
    const { directory, from } = await createData();
    await edit(from, (text) => text.replace("Name 7,", "Name 8,"));
    const error = await ianaErrorOf(() => checkData({ directory, from }));
    expect(error.code).toBe("snapshot-stale");
    expect(error.message.match(/\b[0-9a-f]{64}\b/g)).toHaveLength(2);
  });

  it("checks only the committed files with --offline", async () => {
    const { directory } = await createData();
    const report = await checkData({ directory, offline: true });
    expect(report).toMatchObject({
      reproduced: false,
      lines: [expect.any(String), expect.stringContaining("--offline")],
    });
  });

  it("fetches the source and checks the snapshot against it", async () => {
    const { directory, from } = await createData();
    const source = await readFile(from);
    const url = await serve((_, response) => response.end(source));
    expect((await checkData({ directory, url })).reproduced).toBe(true);
  });

  it("says when a newer registry has been published", async () => {
    const { directory } = await createData();
    const rows = [...PLAUSIBLE_ROWS, "foo,3005,tcp,Foo Service,,,2026-09-01,,,,,"];
    const url = await serve((_, response) => response.end(csvOf(rows)));
    const report = await checkData({ directory, url });
    expect(report.reproduced).toBe(false);
    expect(report.lines[1]).toBe("IANA has published a newer registry (2026-09-01); run npm run data:update.");
  });

  it("says when the source is another one, but not newer", async () => {
    const { directory } = await createData();
    const url = await serve((_, response) => response.end(csvOf(PLAUSIBLE_ROWS.toReversed())));
    expect((await checkData({ directory, url })).lines[1]).toContain("is not the one the snapshot was made from");
  });

  it.each([
    [503, "status 503"],
    [200, "neither XML nor CSV"],
  ])(
    "says that only the committed files were checked when the address gives %i and no registry",
    async (status, why) => {
      const { directory } = await createData();
      const url = await serve((_, response) => response.writeHead(status).end("<html>Sorry"));
      const report = await checkData({ directory, url });
      expect(report.reproduced).toBe(false);
      expect(report.lines[1]).toContain("Only the committed files were checked");
      expect(report.lines[1]).toContain(why);
      expect(report.lines[1]).toContain("--from FILE");
    },
  );

  it.each([
    ["a changed fact", "registry", (text: string) => text.replace("Name 7\n", "Name seven\n"), "sha256"],
    ["a removed row", "registry", (text: string) => text.replace(/^0\t.*\n/m, ""), "No row covers 0"],
    ["a needless tab", "registry", (text: string) => text.replace("Name 7\n", "Name 7\t\n"), "not written as"],
    ["another date", "registry", (text: string) => text.replace("updated 2024", "updated 2025"), "is of 2025-12-20"],
    ["another count", "notes", (text: string) => text.replace(/(\| records +\| )200/, "$1201"), "counted 200"],
    ["an added count", "notes", (text: string) => `${text}| made up | 7 |\n`, "SOURCE.md is not written as"],
    [
      "another sum",
      "notes",
      (text: string) => text.replace(/(sha256 of registry.tsv +\| )..../, "$1ffff"),
      "sha256 ffff",
    ],
    ["other words", "notes", (text: string) => text.replace("CC0", "CC1"), "SOURCE.md is not written as"],
  ] as const)("finds %s", async (_, file, change, words) => {
    const data = await createData();
    await edit(data[file], change);
    const error = await ianaErrorOf(() => checkData({ directory: data.directory, offline: true }));
    expect(error.code).toBe("snapshot-stale");
    expect(error.message).toContain(file === "notes" && words === "sha256 ffff" ? "SOURCE.md says ffff" : words);
  });

  it("finds a snapshot that differs from its source, even if SOURCE.md agrees with it", async () => {
    const [data, other] = [await createData(), await createData()];
    await edit(other.from, (text) => text.replace("Name 7,", "Name seven,"));
    await updateData({ directory: other.directory, from: other.from, retrieved: "2026-11-21" });
    const sumOf = (notes: string) => /sha256 of the source file +\| (\w+)/.exec(notes)?.[1] ?? "";
    const trueSum = sumOf(await readFile(data.notes, "utf8"));
    await edit(other.notes, (text) => text.replace(sumOf(text), trueSum));
    await copyFile(data.from, other.from);
    const error = await ianaErrorOf(() => checkData({ directory: other.directory, from: other.from }));
    expect(error.message).toContain("gives another registry.tsv");
    const source = await readFile(data.from);
    const url = await serve((_, response) => response.end(source));
    expect((await ianaErrorOf(() => checkData({ directory: other.directory, url }))).code).toBe("snapshot-stale");
  });

  it("names the file that is missing", async () => {
    const error = await ianaErrorOf(async () => checkData({ directory: await createFolder(), offline: true }));
    expect(error.code).toBe("snapshot-broken");
    expect(error.message).toContain("registry.tsv does not exist");
  });

  it.each([
    ["address", /\| address +\| .* \|/, "| address | somewhere |"],
    ["format", /\| format +\| .* \|/, "| format | PDF |"],
    ["date of the registry", /\(newest date in its rows\)/, "(a guess)"],
    ["retrieved", /\| retrieved +\| .* \|/, "| retrieved | today |"],
  ])("refuses a SOURCE.md whose %s is unreadable", async (_, pattern, replacement) => {
    const { directory, notes } = await createData();
    await edit(notes, (text) => text.replace(pattern, replacement));
    expect((await ianaErrorOf(() => checkData({ directory, offline: true }))).code).toBe("snapshot-broken");
  });
});
