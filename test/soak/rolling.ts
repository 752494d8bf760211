import { setTimeout as pause } from "node:timers/promises";
import type { BookCheck } from "./books.ts";
import { checkBooks } from "./books.ts";
import { createClient } from "./client.ts";
import type { LoadBalancer, LoadBalancerOptions } from "./load-balancer.ts";
import { createLoadBalancer } from "./load-balancer.ts";
import type { Report } from "./report.ts";
import { createReport } from "./report.ts";
import { run } from "./run.ts";
import type { SoakOptions } from "./soak.ts";
import type { Bot, Stage } from "./stage.ts";
import { createStage } from "./stage.ts";
import { createTraffic } from "./traffic.ts";

export interface RollingResult {
  readonly report: Report;
  readonly books: BookCheck;
  readonly restarts: readonly Restart[];
}

export interface Restart {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  /** Milliseconds from SIGTERM to the end. */
  readonly stoppedAfter: number;
}

export interface RollingOptions extends SoakOptions, LoadBalancerOptions {}

/** Milliseconds to wait for an answer. */
const PATIENCE = 20_000;
/** Milliseconds between two restarts. */
const BETWEEN = 1000;

/** Mixed traffic against two replicas behind a load balancer, each of which is restarted in turn until the traffic ends. */
export async function rolling(options: RollingOptions): Promise<RollingResult> {
  const { seed, store, duration, rate, environment } = options;
  await using stage = await createStage(store);
  await using balancer = await createLoadBalancer(options);
  // Each replica would answer every mention that it hears through a gateway of its own. While a replica drains, the
  // balancer looks at /readyz several times.
  const always = { DISCORD_GATEWAY: "off", PORTCALL_DRAIN: "2" };
  const start = () => startReplica(stage, balancer, { ...always, ...environment });
  const replicas = [await start(), await start()];
  await stage.install(balancer);
  const client = createClient({ stage, origin: balancer.origin, gateway: false, patience: PATIENCE });
  let isOver = false;
  const traffic = run(createTraffic({ seed, duration, rate }), client.send).finally(() => {
    isOver = true;
  });
  const restarts: Restart[] = [];
  while (!isOver) {
    await pause(BETWEEN);
    const oldest = replicas.shift();
    if (oldest === undefined) break;
    restarts.push(await stopReplica(oldest, balancer));
    replicas.push(await start());
  }
  const results = await traffic;
  client.close();
  for (const replica of replicas) await stopReplica(replica, balancer);
  const books = await checkBooks(stage.store, results);
  return { report: createReport({ results, samples: [], schedule: [], duration }), books, restarts };
}

async function startReplica(stage: Stage, balancer: LoadBalancer, environment: Readonly<Record<string, string>>) {
  const bot = await stage.start(environment);
  await balancer.add(bot.origin);
  return bot;
}

/** The balancer learns of it from /readyz, as in a cluster. */
async function stopReplica({ child, origin }: Bot, balancer: LoadBalancer): Promise<Restart> {
  const began = performance.now();
  child.kill("SIGTERM");
  const exitCode = await child.ended;
  balancer.remove(origin);
  return { exitCode, stoppedAfter: performance.now() - began };
}
