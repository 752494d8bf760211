import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { loadRegistry } from "./load-registry.ts";
import type { Row, Target } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";
import { median } from "./statistics.ts";

const PROCESSES = 5;
const RUNS = 30;
const TARGET = valueAtMost(15);

/** Loading the snapshot and building its index, compared with parsing the same records as JSON. */
export async function benchRegistry(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), "portcall-bench-"));
  try {
    const file = join(directory, "records.json");
    await writeFile(file, JSON.stringify((await loadRegistry()).records));
    return [
      row("registry load + index, new process", await inNewProcesses(file, {}), TARGET),
      row("registry load + index, repeated", await repeated(file), TARGET),
      row("all data + indexes, new process", await inNewProcesses(file, { ALL: "1" }), null),
    ];
  } finally {
    await rm(directory, { recursive: true });
  }
}

interface Times {
  readonly own: number;
  readonly baseline: number;
}

function row(figure: string, { own, baseline }: Times, target: Target | null): Row {
  return {
    figure,
    unit: "ms",
    value: own,
    baseline: ratioTo("JSON.parse of the records", baseline),
    target,
  };
}

async function inNewProcesses(file: string, what: Readonly<Record<string, string>>): Promise<Times> {
  const times = { own: [] as number[], baseline: [] as number[] };
  for (let run = 0; run < PROCESSES; run++) {
    times.own.push(await timeIn(new URL("children/first-load.ts", import.meta.url), what));
    times.baseline.push(await timeIn(new URL("children/first-parse.ts", import.meta.url), { FILE: file }));
  }
  return { own: median(times.own), baseline: median(times.baseline) };
}

async function timeIn(program: URL, environment: Readonly<Record<string, string>>): Promise<number> {
  await using child = await startChild({ program, ready: /loaded in \S+ ms/, environment });
  return Number(/loaded in (\S+) ms/.exec(child.output)?.[1]);
}

async function repeated(file: string): Promise<Times> {
  const times = { own: [] as number[], baseline: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    times.own.push(await timed(loadRegistry));
    times.baseline.push(await timed(async () => JSON.parse(await readFile(file, "utf8"))));
  }
  return { own: median(times.own), baseline: median(times.baseline) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
