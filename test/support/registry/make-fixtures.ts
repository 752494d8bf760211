/**
 * Makes the files in test/fixtures/registry anew: `npm run fixtures:registry -- CSV XML`, where CSV and XML are the registry
 * that was imported (https://www.iana.org/assignments/service-names-port-numbers); only the XML has names in full.
 */
import { readFile, writeFile } from "node:fs/promises";
import { digestLines, readAssignees, readCsvRows, readNotes, readPeople, readStates } from "./independent-reading.ts";

const [csv, xml, ...others] = process.argv.slice(2);
if (csv === undefined || xml === undefined || others.length > 0) {
  process.stderr.write("Usage: npm run fixtures:registry -- CSV XML\n  IANA's registry in both formats\n");
  process.exitCode = 2;
} else {
  const rows = readCsvRows(await readFile(csv, "utf8"));
  const people = readPeople(await readFile(xml, "utf8"));
  const files = {
    "states.txt": digestLines(readStates(rows)),
    "assignees.txt": digestLines(readAssignees(rows, people)),
    "notes.tsv": `${readNotes(rows).join("\n")}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(new URL(`../../fixtures/registry/${name}`, import.meta.url), text);
  }
  process.stdout.write(`Read ${rows.length} rows; wrote ${Object.keys(files).join(", ")} in test/fixtures/registry.\n`);
}
