/**
 * Makes the files in test/fixtures/registry anew: `npm run fixtures:registry -- FILE`, where FILE is the CSV that the
 * committed registry was imported from (https://www.iana.org/assignments/service-names-port-numbers).
 */
import { readFile, writeFile } from "node:fs/promises";
import { digestStates, readCsvRows, readStates } from "./independent-reading.ts";

const [source, ...others] = process.argv.slice(2);
if (source === undefined || others.length > 0) {
  process.stderr.write("Usage: npm run fixtures:registry -- FILE\n  FILE   IANA's registry as CSV\n");
  process.exitCode = 2;
} else {
  const rows = readCsvRows(await readFile(source, "utf8"));
  const target = new URL("../../fixtures/registry/states.txt", import.meta.url);
  await writeFile(target, digestStates(readStates(rows)));
  process.stdout.write(`Read ${rows.length} rows; wrote test/fixtures/registry/states.txt.\n`);
}
