import { setTimeout as pause } from "node:timers/promises";
import type { BookCheck } from "./books.ts";
import { checkBooks } from "./books.ts";
import { createClient } from "./client.ts";
import type { ScheduledFault } from "./faults.ts";
import { scheduleFaults } from "./faults.ts";
import { countLogLines } from "./log-lines.ts";
import { readMetrics, startMonitor } from "./monitor.ts";
import type { Report } from "./report.ts";
import { createReport } from "./report.ts";
import { run } from "./run.ts";
import type { Stage, StoreName } from "./stage.ts";
import { createStage } from "./stage.ts";
import { createTraffic } from "./traffic.ts";

export interface SoakOptions {
  readonly seed: number;
  readonly store: StoreName;
  /** Milliseconds. */
  readonly duration: number;
  /** Stories a second. */
  readonly rate: number;
  /** Further variables for Portcall. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface SoakResult {
  readonly report: Report;
  readonly books: BookCheck;
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  /** Of the event loop. */
  readonly metrics: readonly string[];
  readonly log: readonly (readonly [line: string, count: number])[];
}

/** Milliseconds to wait for an answer: longer than Portcall tries to deliver one. */
const PATIENCE = 40_000;

/** Mixed traffic against one process while stores and platforms fail. */
export async function soak({ seed, store, duration, rate, environment }: SoakOptions): Promise<SoakResult> {
  await using stage = await createStage(store);
  const bot = await stage.start(environment);
  await stage.install(bot);
  await stage.discord.identified(10_000);
  const schedule = scheduleFaults(duration, stage.hasServer);
  const client = createClient({ stage, origin: bot.origin, gateway: true, patience: PATIENCE });
  const monitor = startMonitor(bot);
  const faults = injectFaults(stage, schedule);
  const results = await run(createTraffic({ seed, duration, rate }), client.send);
  await faults;
  const samples = monitor.stop().filter(({ at }) => at <= duration);
  const figures = await readMetrics(bot.metrics, /event_?loop/);
  client.close();
  const printed = await bot.child.stop();
  const books = await checkBooks(stage.store, results);
  return {
    report: createReport({ results, samples, schedule, duration }),
    books,
    exitCode: await bot.child.ended,
    metrics: figures ?? [],
    log: countLogLines(printed),
  };
}

async function injectFaults(stage: Stage, schedule: readonly ScheduledFault[]): Promise<void> {
  const began = performance.now();
  const until = (at: number) => pause(Math.max(0, at - (performance.now() - began)));
  for (const { fault, from, to } of schedule) {
    await until(from);
    await stage.begin(fault);
    await until(to);
    await stage.end(fault);
  }
}
