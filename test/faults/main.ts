import { parseArgs } from "node:util";
import { formatMachine, thisMachine } from "../../bench/machine.ts";
import type { Fault } from "./fault.ts";
import type { Observation } from "./observe.ts";
import { observe } from "./observe.ts";
import { CLOCK_FAULTS, DISCORD_FAULTS, SLACK_FAULTS } from "./platform-faults.ts";
import { POSTGRES_FAULTS } from "./postgres-faults.ts";
import { REDIS_FAULTS } from "./redis-faults.ts";
import { SQLITE_FAULTS } from "./sqlite-faults.ts";

const USAGE = `Breaks one thing after another around Portcall, and prints what it looked like as a Markdown table.

  npm run faults                          every row, some seven minutes
  npm run faults -- --only redis          the rows whose name contains these words
  npm run faults -- --env NAME=VALUE      another variable for Portcall, as often as you like
  npm run --silent faults -- --json       the same for machines, with every log line
`;

const FAULTS = [
  ...SQLITE_FAULTS,
  ...REDIS_FAULTS,
  ...POSTGRES_FAULTS,
  ...SLACK_FAULTS,
  ...DISCORD_FAULTS,
  ...CLOCK_FAULTS,
];

const HEAD = `| broken | seen | /readyz | /metrics | log | recovery |
| --- | --- | --- | --- | --- | --- |
`;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 whatever was seen, because this only reports */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const rows: (Observation | Failure)[] = [];
  const { json, environment } = options;
  if (!json) process.stdout.write(`${formatMachine(thisMachine())}\n\n${HEAD}`);
  for (const fault of options.faults) {
    const row = await observe(fault, environment).catch((error: unknown) => ({ ...fault, failure: String(error) }));
    rows.push(row);
    if (!json) process.stdout.write(`${formatRow(row)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ machine: thisMachine(), rows }, null, 2)}\n`);
  // Portcall's own processes have ended; a hung platform may hold a connection of ours.
  return 0;
}

/** A row that could not be run here. */
interface Failure extends Pick<Fault, "on" | "name"> {
  readonly failure: string;
}

function formatRow(row: Observation | Failure): string {
  const broken = `${row.on}: ${row.name}`;
  if ("failure" in row) return tableRow([broken, `not run: ${row.failure}`, "", "", "", ""]);
  const { seen, readyz, metrics, log, recovery } = row;
  const [first] = log.filter(({ level }) => level !== "info");
  const said = first === undefined ? "nothing" : `${first.level}: ${first.message} ${first.reason}`;
  const more = log.length > 1 ? ` (+ ${log.length - 1} other lines)` : "";
  return tableRow([
    broken,
    seen.join("<br>"),
    readyz,
    metrics === null ? "none" : metrics.join("<br>"),
    `${said}${more}`,
    typeof recovery === "number" ? `${recovery} ms` : recovery,
  ]);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

interface Options {
  readonly faults: readonly Fault[];
  readonly environment: Readonly<Record<string, string>>;
  readonly json: boolean;
}

function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: "string", default: "" },
        env: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    });
    const faults = FAULTS.filter(({ on, name }) => `${on}: ${name}`.includes(values.only));
    if (faults.length === 0) return `No fault is called "${values.only}".`;
    const environment = Object.fromEntries(values.env.map((each) => each.split(/=(.*)/s, 2)));
    return { faults, environment, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
