import { parseArgs } from "node:util";
import { setup as makeBuild } from "../test/support/process/program.ts";
import { formatMachine, thisMachine } from "./machine.ts";
import type { PartName } from "./parts.ts";
import { isPartName, PART_NAMES, PARTS } from "./parts.ts";
import type { EvaluatedRow } from "./row.ts";
import { evaluate } from "./row.ts";
import { formatTable } from "./table.ts";

const USAGE = `Measures Portcall, each figure next to its baseline in the same run.

  npm run bench                               one table
  npm run --silent bench -- --json            the same for machines
  npm run bench -- --only slack,discord       some parts: ${PART_NAMES.join(", ")}
`;

interface Report {
  readonly rows: EvaluatedRow[];
  /** The parts that could not be measured. */
  readonly failed: { readonly part: PartName; readonly error: string }[];
}

process.exitCode = await main(process.argv.slice(2));

/**
 * @returns the exit code: 0 even if a target is missed, because this only reports; 1 if a part could not be measured, 2
 * for a wrong option
 */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  makeBuild();
  const machine = thisMachine();
  const report: Report = { rows: [], failed: [] };
  const print = () => process.stdout.write(options.json ? toJson(report) : toText(report));
  const toJson = (all: Report) => `${JSON.stringify({ machine, ...all }, null, 2)}\n`;
  const toText = ({ rows, failed }: Report) =>
    `${formatMachine(machine)}\n\n${formatTable(rows)}\n${summary(rows)}\n${failed.map(({ part }) => `Not measured: ${part}.\n`).join("")}`;
  // What was measured is never lost, whatever ends the run.
  for (const [signal, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
    process.once(signal, () => {
      process.stderr.write(`Ended by ${signal}.\n`);
      print();
      process.exit(code);
    });
  }
  for (const part of options.parts) await measure(part, report);
  print();
  return report.failed.length === 0 ? 0 : 1;
}

/** A part that fails does not take the others' figures with it. */
async function measure(part: PartName, { rows, failed }: Report): Promise<void> {
  process.stderr.write(`${part} …\n`);
  const began = performance.now();
  try {
    const measured = (await PARTS[part]()).map((row) => evaluate(part, row));
    rows.push(...measured);
    const missed = measured.filter(({ met }) => met === false).length;
    process.stderr.write(`${part}: ${measured.length} figures in ${seconds(began)}, ${missed} over their target\n`);
  } catch (error) {
    failed.push({ part, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.stderr.write(`${part}: failed after ${seconds(began)}\n${failed.at(-1)?.error}\n`);
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function summary(rows: readonly EvaluatedRow[]): string {
  const missed = rows.filter(({ met }) => met === false).map(({ figure }) => figure);
  return missed.length === 0 ? "Every target is met." : `Missed: ${missed.join("; ")}.`;
}

interface Options {
  readonly json: boolean;
  readonly parts: readonly PartName[];
}

function readOptions(args: string[]): Options | string {
  try {
    const options = { json: { type: "boolean", default: false }, only: { type: "string" } } as const;
    const { values } = parseArgs({ args, options });
    const wanted = values.only?.split(",") ?? PART_NAMES;
    const unknown = wanted.find((name) => !isPartName(name));
    if (unknown !== undefined) return `--only takes ${PART_NAMES.join(", ")}, not "${unknown}".`;
    return { json: values.json, parts: wanted.filter(isPartName) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
