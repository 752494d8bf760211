import { setTimeout as pause } from "node:timers/promises";
import { createDiscordPlatform } from "../test/support/discord-platform/discord-platform.ts";
import { world } from "../test/support/discord-platform/world.ts";
import { LIST_PACKAGES } from "../test/support/process/packages.ts";
import { createSlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import type { ChildOptions } from "./child.ts";
import { PORTCALL, startChild } from "./child.ts";
import type { Row, Unit } from "./row.ts";
import { comparisonAtMost, differenceFrom, valueAtMost } from "./row.ts";
import { median } from "./statistics.ts";

const ROUNDS = 3;
/** Milliseconds from ready until idle memory is measured. */
const IDLE_TIME = 10_000;
/** Milliseconds for what it still does after that, so that it doesn't slow the next start down. */
const SETTLE = 1500;

const ONLY_IMPORTS: ChildOptions = {
  program: new URL("children/only-imports.mjs", import.meta.url),
  ready: /imported/,
};
const EMPTY_PROCESS: ChildOptions = { program: new URL("children/nothing.mjs", import.meta.url), ready: /up/ };
const UNCONFIGURED: ChildOptions = { ...PORTCALL, environment: { PORT: "0" } };

/** Start-up time and resident memory, with both platforms connected on loopback and with none. */
export async function benchStart(): Promise<Row[]> {
  await using slack = await createSlackPlatform();
  await using discord = await createDiscordPlatform();
  const configured: ChildOptions = {
    ...PORTCALL,
    environment: {
      PORT: "0",
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: "8f742231b10e88889abcd99e77785a5f",
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: world.applicationId,
      DISCORD_API_URL: discord.apiUrl,
    },
  };
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const starting = {
      connected: await startOnce(configured),
      onlyImports: await startOnce(ONLY_IMPORTS),
      unconfigured: await startOnce(UNCONFIGURED),
      nothing: await startOnce(EMPTY_PROCESS),
    };
    rounds.push({
      connected: await starting.connected.idle,
      onlyImports: await starting.onlyImports.idle,
      unconfigured: await starting.unconfigured.idle,
      nothing: await starting.nothing.idle,
    });
  }
  const of = (which: keyof Round, what: keyof Start) => median(rounds.map((each) => each[which][what]));
  const row = (figure: string, unit: Unit, what: keyof Start, limit: number): Row => ({
    figure: `${figure}, Slack and Discord connected`,
    unit,
    value: of("connected", what),
    baseline: differenceFrom("importing Bolt and discord.js", of("onlyImports", what)),
    target: comparisonAtMost(limit),
  });
  const bare = (figure: string, unit: Unit, what: keyof Start): Row => ({
    figure: `${figure}, no platform configured`,
    unit,
    value: of("unconfigured", what),
    baseline: differenceFrom("an empty Node process", of("nothing", what)),
    target: null,
  });
  return [
    row("start to ready", "ms", "readyAfter", 30),
    row("resident memory when ready", "MB", "memory", 25),
    row("resident memory 10 s later", "MB", "idleMemory", 30),
    bare("start to ready", "ms", "readyAfter"),
    bare("resident memory when ready", "MB", "memory"),
    bare("resident memory 10 s later", "MB", "idleMemory"),
    await platformPackages(configured),
  ];
}

type Round = Readonly<Record<"connected" | "onlyImports" | "unconfigured" | "nothing", Start>>;

interface Start {
  /** Milliseconds */
  readonly readyAfter: number;
  /** MB, when ready and when idle. */
  readonly memory: number;
  readonly idleMemory: number;
}

/** `idle` comes {@link IDLE_TIME} later, so that the next can start meanwhile. */
async function startOnce(options: ChildOptions): Promise<{ readonly idle: Promise<Start> }> {
  const started = await startChild(options);
  const memory = await started.residentMemory();
  const measureIdle = async () => {
    await using child = started;
    await pause(IDLE_TIME);
    return { readyAfter: child.readyAfter, memory, idleMemory: await child.residentMemory() };
  };
  const idle = measureIdle();
  await pause(SETTLE);
  return { idle };
}

/** The platforms' packages that are loaded; must be none if no platform is configured. */
async function platformPackages(configured: ChildOptions): Promise<Row> {
  return {
    figure: "platform packages loaded, no platform configured",
    unit: "packages",
    value: await countPlatformPackages(UNCONFIGURED),
    baseline: differenceFrom("both configured", await countPlatformPackages(configured)),
    target: valueAtMost(0),
  };
}

async function countPlatformPackages(options: ChildOptions): Promise<number> {
  const started = await startChild({ ...options, nodeOptions: ["--import", LIST_PACKAGES.href] });
  const packages: readonly string[] = JSON.parse((await started.stop()).trimEnd().split("\n").at(-1) ?? "");
  return packages.filter((name) => /^(?:@slack\/|@?discord)/.test(name)).length;
}
