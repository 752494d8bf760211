import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "../../bench/child.ts";
import { PORTCALL, startChild } from "../../bench/child.ts";
import { createDeliveries } from "../soak/deliveries.ts";
import type { LogLine } from "../soak/log-lines.ts";
import { readLogLine } from "../soak/log-lines.ts";
import { showOnDiscord, showOnSlack } from "../soak/show-answers.ts";
import { createDiscordPlatform } from "../support/discord-platform/discord-platform.ts";
import { createSlackPlatform } from "../support/slack-platform/slack-platform.ts";
import { freePort } from "../support/store/server-process.ts";
import type { Bot } from "./bot.ts";
import { createBot, environmentFor } from "./bot.ts";
import type { Fault, World } from "./fault.ts";

/** What a fault looked like from outside. */
export interface Observation {
  readonly on: string;
  readonly name: string;
  /** What people saw, with the milliseconds that it took. */
  readonly seen: readonly string[];
  readonly readyz: string;
  /** Its lines about the store and the platforms; null if there is no page. */
  readonly metrics: readonly string[] | null;
  /** The log's lines since it broke, each once; or what Portcall said as it ended. */
  readonly log: readonly LogLine[];
  /** Milliseconds from the mending to the next right answer; in words where there was none. */
  readonly recovery: number | string;
}

/** Milliseconds. */
const START_WITHIN = 20_000;
const RECOVER_WITHIN = 30_000;
/** Milliseconds that a fault lasts at least, so that health checks can see it. */
const LASTS = 2500;

/** Breaks one thing, looks, mends it and waits for the next right answer. */
export async function observe(fault: Fault, environment: Readonly<Record<string, string>>): Promise<Observation> {
  await using slack = await createSlackPlatform();
  await using discord = await createDiscordPlatform();
  const platforms = { slack, discord };
  const world = await fault.prepare(platforms);
  const deliveries = createDeliveries();
  showOnSlack(slack, deliveries, () => world.outcome?.("slack"));
  showOnDiscord(discord, deliveries, () => world.outcome?.("discord"));
  const metrics = `127.0.0.1:${await freePort()}`;
  const start = () =>
    startChild({
      ...PORTCALL,
      environment: { ...environmentFor(platforms), PORTCALL_METRICS: metrics, ...world.environment, ...environment },
      startWithin: START_WITHIN,
    });
  const { on, name } = fault;
  try {
    if (fault.atStart === true) await world.breakIt();
    const child = await start().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (typeof child === "string") return await observeEnd(fault, world, child, start);
    await using bot = createBot({ child, metrics, deliveries, world, ...platforms });
    let logged = 0;
    if (fault.atStart !== true) {
      await bot.ask("command", "claim 9000 before");
      logged = child.printed().length;
      await world.breakIt();
    }
    const seen = await Promise.all(
      questionsFor(fault).map(async ([kind, text]) => `${text}: ${await bot.ask(kind, text)}`),
    );
    await pause(LASTS);
    const readyz = await bot.readyz();
    const states = await bot.metrics();
    const log = linesIn(child.printed().slice(logged));
    const mended = performance.now();
    await world.mend();
    const recovery = await recover(bot, fault, mended);
    if (typeof recovery === "string" || world.environment.PORTCALL_STORE === undefined || !seen.some(isClaimed)) {
      return { on, name, seen, readyz, metrics: states, log, recovery };
    }
    child.kill("SIGKILL");
    await child.ended;
    await using next = createBot({ child: await start(), metrics, deliveries, world, ...platforms });
    const isKept = (await next.ask("command", "book during")).includes("1 claim of");
    const kept = `${recovery} ms; after a restart the claim is ${isKept ? "there" : "GONE"}`;
    return { on, name, seen, readyz, metrics: states, log, recovery: kept };
  } finally {
    await world.remove?.();
  }
}

const isClaimed = (seen: string) => seen.includes(": Claimed");

function questionsFor({ asks = "command" }: Fault) {
  if (asks !== "command") return [[asks, "what is on 867?"]] as const;
  return [
    ["command", "claim 9001 during"],
    ["command", "867"],
  ] as const;
}

/** It did not start: what did it say, and does it start once that is mended? */
async function observeEnd(
  { on, name }: Fault,
  world: World,
  message: string,
  start: () => Promise<Child>,
): Promise<Observation> {
  const said = message.split("\n").slice(1);
  const prose = said.filter((line) => line !== "" && readLogLine(line) === null).join(" ");
  const log = [...linesIn(message), { level: "stderr", message: prose, reason: "" }];
  const seen = [`nothing: Portcall ended, or was not up within ${START_WITHIN / 1000} s`];
  await world.mend();
  const recovery = await start().then(
    async (child) => {
      child.kill("SIGKILL");
      return "starts once it is mended";
    },
    () => "needs a new configuration",
  );
  return { on, name, seen, readyz: "–", metrics: null, log, recovery };
}

async function recover(bot: Bot, { asks = "command" }: Fault, mended: number): Promise<number | string> {
  for (let port = 9100; performance.now() - mended < RECOVER_WITHIN; port += 1) {
    if (bot.hasEnded()) return "has ended; needs a restart";
    const isClaim = asks === "command";
    const seen = await bot.ask(asks, isClaim ? `claim ${port} after` : "what is on 867?");
    if (seen.includes(isClaim ? "Claimed" : "Port 867")) return Math.round(performance.now() - mended);
    await pause(100);
  }
  return `not within ${RECOVER_WITHIN / 1000} s`;
}

/** Each once, in their order, without those that only say what works. */
function linesIn(printed: string): readonly LogLine[] {
  const lines = printed.split("\n").flatMap((text) => readLogLine(text) ?? []);
  const worse = lines.filter(({ level }) => level !== "debug");
  return [...new Map(worse.map((line) => [`${line.level} ${line.message} ${line.reason}`, line])).values()];
}
