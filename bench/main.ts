import { parseArgs } from "node:util";
import { benchExplain } from "./explain.ts";
import { benchGenerated } from "./generated.ts";
import { benchGrowth } from "./growth.ts";
import { benchLookup } from "./lookup.ts";
import { formatMachine, thisMachine } from "./machine.ts";
import { benchReading } from "./reading.ts";
import { benchRender } from "./render.ts";
import { benchSlackLoad } from "./slack-load.ts";
import { benchSnapshot } from "./snapshot.ts";
import { benchStart } from "./start.ts";
import type { EvaluatedRow, Row } from "./table.ts";
import { evaluate, formatTable } from "./table.ts";

const USAGE = `Measures Portcall, each figure next to its baseline in the same run.

  npm run bench                          one table
  npm run --silent bench -- --json       the same for machines
  npm run bench -- --only slack          one part: slack, snapshot, render, lookup, reading, generated, explain,
                                         growth or start
`;

const PARTS: ReadonlyMap<string, () => Promise<Row[]>> = new Map([
  ["slack", benchSlackLoad],
  ["snapshot", benchSnapshot],
  ["render", benchRender],
  ["lookup", benchLookup],
  ["reading", benchReading],
  ["generated", benchGenerated],
  ["explain", benchExplain],
  ["growth", benchGrowth],
  ["start", benchStart],
]);

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 even if a target is missed, because this only reports; 2 for a wrong option */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const machine = thisMachine();
  const rows: EvaluatedRow[] = [];
  for (const [name, bench] of PARTS) {
    if (options.only !== undefined && options.only !== name) continue;
    if (!options.json) process.stderr.write(`${name} …\n`);
    rows.push(...(await bench()).map(evaluate));
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ machine, rows }, null, 2)}\n`
      : `${formatMachine(machine)}\n\n${formatTable(rows)}\n${summary(rows)}\n`,
  );
  return 0;
}

function summary(rows: readonly EvaluatedRow[]): string {
  const missed = rows.filter(({ met }) => met === false).map(({ figure }) => figure);
  return missed.length === 0 ? "Every target is met." : `Missed: ${missed.join("; ")}.`;
}

interface Options {
  readonly json: boolean;
  readonly only: string | undefined;
}

function readOptions(args: string[]): Options | string {
  try {
    const options = { json: { type: "boolean", default: false }, only: { type: "string" } } as const;
    const { values } = parseArgs({ args, options });
    if (values.only === undefined || PARTS.has(values.only)) return { json: values.json, only: values.only };
    return `--only takes ${[...PARTS.keys()].join(", ")}, not "${values.only}".`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
