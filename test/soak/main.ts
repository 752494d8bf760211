import { parseArgs } from "node:util";
import { formatMachine, thisMachine } from "../../bench/machine.ts";
import type { BookCheck } from "./books.ts";
import { formatReport } from "./report.ts";
import type { RollingOptions, RollingResult } from "./rolling.ts";
import { rolling } from "./rolling.ts";
import type { SoakResult } from "./soak.ts";
import { soak } from "./soak.ts";
import { STORES } from "./stage.ts";

const USAGE = `Runs Portcall for a while under mixed traffic, while stores and platforms fail.

  npm run soak                              ten minutes on Redis
  npm run soak -- --minutes 1 --store postgres
  npm run soak -- --rolling --minutes 2     two replicas, restarted in turn, and nothing else fails
  npm run soak -- --rolling --strict        … by a balancer that tries no other replica where a connection is refused
  npm run soak -- --seed 42 --rate 20       the traffic of that seed; 20 people act each second
  npm run soak -- --env NAME=VALUE          another variable for Portcall, as often as you like
  npm run --silent soak -- --json           the same for machines

Ends with 1 if an answer or an acknowledged change was lost, or a change was made twice.
`;

/** How many of the log are printed. */
const LOG_LINES = 15;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const machine = thisMachine();
  const { store, seed, duration, rate, isRolling } = options;
  const kind = isRolling ? "Rolling restart" : "Soak";
  const title = `${kind} on ${store}, ${duration / 60_000} min, seed ${seed}, ${rate} people acting a second`;
  if (!options.json) process.stdout.write(`${formatMachine(machine)}\n${title}\n\n`);
  const result = isRolling ? await rolling(options) : await soak(options);
  const { report, books } = result;
  const details = "restarts" in result ? formatRestarts(result) : formatProcess(result);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ machine, store, seed, duration, rate, ...result }, null, 2)}\n`
      : `${[formatReport(report), details, formatBooks(books)].join("\n\n")}\n`,
  );
  return report.outcomes.lost + report.outcomes["let in"] + books.lost.length + books.doubled.length > 0 ? 1 : 0;
}

function formatProcess({ metrics, log, exitCode }: SoakResult): string {
  const lines = log.slice(0, LOG_LINES).map(([line, count]) => `- ${count} × ${line}`);
  return [`Exit code ${exitCode}.`, ...metrics, "Log lines:", ...lines].join("\n");
}

function formatRestarts({ restarts }: RollingResult): string {
  const each = restarts.map(({ exitCode, stoppedAfter }) => `${exitCode} after ${Math.round(stoppedAfter)} ms`);
  return `${restarts.length} restarts, with exit code ${each.join(", ")}.`;
}

function formatBooks({ acknowledged, lost, doubled }: BookCheck): string {
  const summary = `${acknowledged} acknowledged changes: ${lost.length} lost, ${doubled.length} made twice.`;
  return [summary, ...lost.map((each) => `- lost: ${each}`), ...doubled.map((each) => `- twice: ${each}`)].join("\n");
}

function readOptions(
  args: string[],
): (RollingOptions & { readonly isRolling: boolean; readonly json: boolean }) | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: "string", default: "10" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        rate: { type: "string", default: "20" },
        store: { type: "string", default: "redis" },
        env: { type: "string", multiple: true, default: [] },
        rolling: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const store = STORES.find((each) => each === values.store);
    if (store === undefined) return `--store takes ${STORES.join(", ")}, not "${values.store}".`;
    const [minutes = 0, seed = 0, rate = 0] = [values.minutes, values.seed, values.rate].map(Number);
    if (!(minutes > 0 && rate > 0 && Number.isSafeInteger(seed))) return "--minutes, --rate and --seed take numbers.";
    const environment = Object.fromEntries(values.env.map((each) => each.split(/=(.*)/s, 2)));
    const { rolling: isRolling, strict: isStrict, json } = values;
    return { seed, store, duration: minutes * 60_000, rate, environment, isRolling, isStrict, json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
