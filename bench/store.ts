import { statSync } from "node:fs";
import { openStore } from "#adapters/store/index.ts";
import { CLAIM_TEXTS, fillBook, memberOf, SILENT, servicesOn } from "./books.ts";
import { medianTimes } from "./repeat.ts";
import type { Row } from "./row.ts";
import { comparisonAtMost, ratioTo } from "./row.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const TEAMS = 50;
const CLAIMS_OF_A_TEAM = 2000;
/** Claims of one commit, as an import has at most. */
const BATCH = 500;

/** How a SQLite store grows with the claims of many teams, and what that costs a question's read. */
export async function benchStore(): Promise<Row[]> {
  using folder = createTemporaryFolder();
  const large = folder.file("large.sqlite");
  const empty = await openStore(`sqlite:${folder.file("small.sqlite")}`, { logger: SILENT });
  const full = await openStore(`sqlite:${large}`, { logger: SILENT });
  try {
    const before = sizeOf(large);
    for (let team = 0; team < TEAMS; team++)
      await fillBook({ team: `bench.T${team}`, claims: CLAIMS_OF_A_TEAM, batch: BATCH }, servicesOn(full));
    const grown = sizeOf(large) - before;
    // Without the version, which spares a question the read where nothing has changed.
    const readers = [empty, full].map(({ version: _, ...store }) => servicesOn(store).reader);
    // Its team has claimed nothing: what is read is the same in both stores.
    const person = memberOf("bench.newcomer");
    const times = await medianTimes(readers.map((reader) => () => reader.load(person)));
    const [alone = 0, amongMany = 0] = times;
    return [
      {
        figure: `a question's read beside ${TEAMS * CLAIMS_OF_A_TEAM} claims of others, SQLite`,
        unit: "µs",
        value: amongMany / 1000,
        baseline: ratioTo("in an empty store", alone / 1000),
        target: comparisonAtMost(1.2),
      },
      {
        figure: "a claim and its entry in the history, SQLite",
        unit: "bytes",
        value: grown / (TEAMS * CLAIMS_OF_A_TEAM),
        baseline: ratioTo("its description and owner", Buffer.byteLength(Object.values(CLAIM_TEXTS).join(""))),
        target: null,
      },
    ];
  } finally {
    await Promise.all([empty.close(), full.close()]);
  }
}

/** With what has not been moved into the file yet. */
function sizeOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0), 0);
}
