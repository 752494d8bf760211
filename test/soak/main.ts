import { parseArgs } from "node:util";
import { formatMachine, thisMachine } from "../../bench/machine.ts";
import type { BookCheck } from "./books.ts";
import { formatReport } from "./report.ts";
import type { SoakOptions } from "./soak.ts";
import { soak } from "./soak.ts";
import { STORES } from "./stage.ts";

const USAGE = `Runs Portcall for a while under mixed traffic, while stores and platforms fail.

  npm run soak                              ten minutes on Redis
  npm run soak -- --minutes 1 --store postgres
  npm run soak -- --seed 42 --rate 20       the traffic of that seed; 20 people act each second
  npm run soak -- --env NAME=VALUE          another variable for Portcall, as often as you like
  npm run soak -- --metrics URL             where its metrics are
  npm run --silent soak -- --json           the same for machines

Ends with 1 if an answer or an acknowledged change was lost, or a change was made twice.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const machine = thisMachine();
  const { store, seed, duration, rate } = options;
  const title = `Soak on ${store}, ${duration / 60_000} min, seed ${seed}, ${rate} people acting a second`;
  if (!options.json) process.stdout.write(`${formatMachine(machine)}\n${title}\n`);
  const result = await soak(options);
  const { report, books, metrics, log } = result;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ machine, store, seed, duration, rate, ...result }, null, 2)}\n`
      : `\n${[
          formatReport(report),
          ...metrics,
          "",
          "Log lines:",
          ...log.slice(0, 15).map(([line, count]) => `- ${count} × ${line}`),
          "",
          formatBooks(books),
        ].join("\n")}\n`,
  );
  return report.outcomes.lost + report.outcomes["let in"] + books.lost.length + books.doubled.length > 0 ? 1 : 0;
}

function formatBooks({ acknowledged, lost, doubled }: BookCheck): string {
  const summary = `${acknowledged} acknowledged changes: ${lost.length} lost, ${doubled.length} made twice.`;
  return [summary, ...lost.map((each) => `- lost: ${each}`), ...doubled.map((each) => `- twice: ${each}`)].join("\n");
}

function readOptions(args: string[]): (SoakOptions & { readonly json: boolean }) | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: "string", default: "10" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        rate: { type: "string", default: "20" },
        store: { type: "string", default: "redis" },
        env: { type: "string", multiple: true, default: [] },
        metrics: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const store = STORES.find((each) => each === values.store);
    if (store === undefined) return `--store takes ${STORES.join(", ")}, not "${values.store}".`;
    const [minutes = 0, seed = 0, rate = 0] = [values.minutes, values.seed, values.rate].map(Number);
    if (!(minutes > 0 && rate > 0 && Number.isSafeInteger(seed))) return "--minutes, --rate and --seed take numbers.";
    const environment = Object.fromEntries(values.env.map((each) => each.split(/=(.*)/s, 2)));
    return { seed, store, duration: minutes * 60_000, rate, environment, metrics: values.metrics, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
