import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child.ts";
import type { Row, Unit } from "./row.ts";
import { ratioTo } from "./row.ts";
import { median, percentile } from "./statistics.ts";

/** What one turn of load cost a server. */
export interface Turn {
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
  readonly requestsPerSecond: number;
  /** The server's CPU time in µs a request, all threads. */
  readonly cpu: number;
}

/** Milliseconds that a server has for what it does after an answer, which belongs to the request's cost. */
const SETTLE = 25;

/** @param load resolves with the milliseconds that each request took */
export async function measureTurn(server: Child, load: () => Promise<readonly number[]>): Promise<Turn> {
  const before = await server.cpuTime();
  const began = performance.now();
  const latencies = await load();
  const elapsed = performance.now() - began;
  await pause(SETTLE);
  return {
    latencies,
    requestsPerSecond: (latencies.length / elapsed) * 1000,
    cpu: ((await server.cpuTime()) - before) / latencies.length,
  };
}

/** Of all turns: medians of the rounds, and percentiles of all requests in ms. */
export interface Turns {
  readonly cpu: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** Lets servers take turns, so that noise affects all of them. */
export async function takeTurns<Name extends string>(
  servers: Readonly<Record<Name, () => Promise<Turn>>>,
  rounds: number,
): Promise<Record<Name, Turns>> {
  const turns = Object.entries<() => Promise<Turn>>(servers).map(([name, take]) => ({
    name,
    take,
    taken: [] as Turn[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { take, taken } of turns) taken.push(await take());
  }
  // The boundary: `Object.entries` forgets the names.
  return Object.fromEntries(turns.map(({ name, taken }) => [name, summarise(taken)])) as Record<Name, Turns>;
}

function summarise(turns: readonly Turn[]): Turns {
  const latencies = turns.flatMap((turn) => turn.latencies);
  return {
    cpu: median(turns.map(({ cpu }) => cpu)),
    requestsPerSecond: median(turns.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    p999: percentile(latencies, 0.999),
  };
}

/** Throughput and latencies, for information: a busy machine moves them more than CPU time. */
export function latencyRows(figure: string, own: Turns, name: string, baseline: Turns): Row[] {
  const row = (label: string, unit: Unit, of: (turns: Turns) => number): Row => ({
    figure: `${figure}: ${label}`,
    unit,
    value: of(own),
    baseline: ratioTo(name, of(baseline)),
    target: null,
  });
  return [
    row("throughput", "req/s", (turns) => turns.requestsPerSecond),
    row("p50", "ms", (turns) => turns.p50),
    row("p99", "ms", (turns) => turns.p99),
    row("p99.9", "ms", (turns) => turns.p999),
  ];
}
