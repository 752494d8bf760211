import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { updateData } from "../../../adapters/iana/index.ts";
import { createData, csvOf, ianaErrorOf, PLAUSIBLE_ROWS, RETRIEVED, xmlOf } from "./support.ts";

/** A row of a CSV as IANA's XML has it. @param contact an `xref` element */
function recordOf(row: string, contact: string): string {
  const [name, number, transport, description, , , registered = "", modified = "", reference = ""] = row.split(",");
  const rfc = /\[RFC(\d+)\]/.exec(reference)?.[1];
  const dates = `${registered && ` date="${registered}"`}${modified && ` updated="${modified}"`}`;
  return `<record${dates}><name>${name}</name><number>${number}</number><protocol>${transport}</protocol>${contact}
    <description>${description}</description>${rfc === undefined ? "" : `<xref type="rfc" data="rfc${rfc}"/>`}</record>`;
}

describe("data:update, when a source is doubtful", () => {
  it("goes back to a source that is older than the snapshot only with --force", async () => {
    const { update, read } = await createData();
    const before = await read();
    const older = "The source is of 2020-01-01 (given by hand), older than the current snapshot of 2024-12-20.";
    const { message } = await ianaErrorOf(() => update(PLAUSIBLE_ROWS, { date: "2020-01-01" }));
    expect(message).toContain(`\n- ${older}\n`);
    expect(await read()).toEqual(before);
    const { lines } = await update(PLAUSIBLE_ROWS, { date: "2020-01-01", force: true });
    expect(lines).toContain(`${older} Accepted because of --force.`);
    expect(lines).toContain("No record changed.");
  });

  it("says what --force does", async () => {
    const { update } = await createData();
    const { message } = await ianaErrorOf(() => update(PLAUSIBLE_ROWS, { date: "2020-01-01" }));
    expect(message).toMatch(/run again with --force: that replaces the snapshot with it as it is\.$/);
  });

  it.each([
    ["without its last line break", csvOf(PLAUSIBLE_ROWS).trimEnd(), "doesn't end with a line break"],
    [
      "inside the last cell of its last record",
      csvOf([...PLAUSIBLE_ROWS, "n,,,,,,,,,,,TX"]).trimEnd(),
      "its end may be",
    ],
  ])("asks for --force where a source ends %s", async (_, text, words) => {
    const { updateFrom, read } = await createData();
    const before = await read();
    const { message } = await ianaErrorOf(() => updateFrom(text));
    expect(message).toContain(words);
    expect(message).toContain("--force");
    expect(await read()).toEqual(before);
    const { lines } = await updateFrom(`${text}\r\n`);
    expect(lines.join()).not.toContain("line break");
    expect((await updateFrom(`${text} `, { force: true })).lines.join()).toContain("Accepted because of --force");
  });

  it("refuses a source that ends inside its last record, and says that it is cut", async () => {
    const { updateFrom } = await createData();
    const { message } = await ianaErrorOf(() => updateFrom(csvOf(PLAUSIBLE_ROWS).slice(0, -12)));
    expect(message).toContain("Record 200");
    expect(message).toContain("the file ends in the middle of it");
  });

  it("asks for --force where an assignment is gone and no other row took its place", async () => {
    const { update } = await createData();
    const others = PLAUSIBLE_ROWS.filter((row) => !row.startsWith(",54-442,"));
    const rows = [
      ...others,
      ",54-206,,Unassigned,,,,,,,,",
      ",207,udp,Unassigned,,,,,,,,",
      ",208-442,,Unassigned,,,,,,,,",
    ];
    await update([...rows, "lost,207,tcp,Lost,,,,,,,,"]);
    const { message } = await ianaErrorOf(() => update(rows));
    expect(message).toContain("- Rows are missing: nothing is said any more about 207 tcp.\n");
    const { lines } = await update([...rows, ",207,tcp,Reserved,,,,2025-01-01,,,,"]);
    expect(lines).toContain("- 207 tcp: no longer assigned to lost (Lost)");
  });

  it("asks for --force where more than five assignments are gone", async () => {
    const { update } = await createData();
    const many = Array.from({ length: 400 }, (_, index) => `many-${index},,udp,Many,,,,,,,,`);
    await update([...PLAUSIBLE_ROWS, ...many], { force: true });
    expect((await update([...PLAUSIBLE_ROWS, ...many.slice(5)])).written).toBe(true);
    const { message } = await ianaErrorOf(() => update([...PLAUSIBLE_ROWS, ...many.slice(11)]));
    expect(message).toContain("6 assignments are gone");
  });

  it("doesn't take the shortened names of a CSV for changes", async () => {
    const { directory, update } = await createData();
    const contact = '<xref type="person" data="Ada_Placehol"/>';
    const xml = (rows: readonly string[]) =>
      xmlOf(`${rows.map((row) => recordOf(row, contact)).join("")}<people><person id="Ada_Placehol">
        <name>Ada Placeholder</name><uri>mailto:ada&amp;example.org</uri></person></people>`);
    const from = join(directory, "../source.xml");
    await writeFile(from, xml(PLAUSIBLE_ROWS));
    expect((await updateData({ directory, from, retrieved: RETRIEVED })).lines).toContain("No record changed.");
    const named = PLAUSIBLE_ROWS.map((row) => row.replace(/^((?:[^,]*,){4}),,/, "$1[Ada_Placehol],[Ada_Placehol],"));
    const { lines } = await update(named, { date: "2026-08-17" });
    expect(lines).toContain("No record changed.");
    expect(lines.join()).toContain("they are not compared");
  });
});
