import { createDiscordPlatform, type DiscordPlatform } from "../support/discord-platform/discord-platform.ts";
import { discordRateLimit } from "../support/discord-platform/rest-errors.ts";
import { drop, hang, type Outcome } from "../support/loopback/replies.ts";
import { slackRateLimit } from "../support/slack-platform/web-api.ts";
import { freePort } from "../support/store/server-process.ts";
import type { Fault, World } from "./fault.ts";

/** Faults of Slack. While it is broken, somebody mentions Portcall, which has to post its answer. */
export const SLACK_FAULTS: readonly Fault[] = [
  {
    on: "slack",
    name: "unreachable at start",
    atStart: true,
    asks: "command",
    prepare: async () => failing("slack", drop),
  },
  {
    on: "slack",
    name: "token refused at start",
    atStart: true,
    asks: "command",
    prepare: async () => ({ ...NOTHING, environment: { SLACK_BOT_TOKEN: "xoxb-refused" } }),
  },
  slackFault("resets every connection", drop),
  slackFault("429 for everything", slackRateLimit(2)),
  slackFault("500 for everything", { status: 500, body: "" }),
  slackFault("hangs", hang),
  slackFault("token revoked", { body: { ok: false, error: "token_revoked" } }),
];

/** Faults of Discord. */
export const DISCORD_FAULTS: readonly Fault[] = [
  startingWithout("unreachable at start", async () => null),
  startingWithout("wrong intents at start (4014)", (port) => createDiscordPlatform({ port, refuseIdentify: 4014 })),
  discordFault("resets every connection", drop),
  discordFault("429 for everything", discordRateLimit({ retryAfter: 2 })),
  discordFault("500 for everything", { status: 500, body: "" }),
  discordFault("hangs", hang),
  {
    on: "discord",
    name: "gateway away",
    asks: "command",
    prepare: async ({ discord }) => ({
      ...NOTHING,
      breakIt() {
        discord.refuseHandshakes(503, Number.POSITIVE_INFINITY);
        discord.dropConnections();
      },
      mend: () => discord.refuseHandshakes(503, 0),
    }),
  },
  closing("token reset (4004)", 4004),
  closing("intents taken away (4014)", 4014),
];

/** Slack and Discord sign the time; this machine's clock may be wrong. */
export const CLOCK_FAULTS: readonly Fault[] = [
  clock("10 minutes ahead of Slack's", 600),
  clock("10 minutes behind Slack's", -600),
];

const NOTHING: World = { environment: {}, breakIt: () => {}, mend: () => {} };

function slackFault(name: string, outcome: Outcome): Fault {
  return {
    on: "slack",
    name,
    asks: "slack mention",
    prepare: async () => failing("slack", outcome),
  };
}

function discordFault(name: string, outcome: Outcome): Fault {
  return {
    on: "discord",
    name,
    asks: "discord mention",
    prepare: async () => failing("discord", outcome),
  };
}

function failing(on: "slack" | "discord", outcome: Outcome): World {
  let isBroken = false;
  return {
    environment: {},
    outcome: (platform) => (isBroken && platform === on ? outcome : undefined),
    ...switching((broken) => {
      isBroken = broken;
    }),
  };
}

/** Another Discord, which works once it is mended. @param broken the one before; null for none */
function startingWithout(name: string, broken: (port: number) => Promise<DiscordPlatform | null>): Fault {
  return {
    on: "discord",
    name,
    atStart: true,
    async prepare() {
      const port = await freePort();
      let discord: DiscordPlatform | null = null;
      return {
        environment: { DISCORD_API_URL: `http://127.0.0.1:${port}/api` },
        async breakIt() {
          discord = await broken(port);
        },
        async mend() {
          await discord?.close();
          discord = await createDiscordPlatform({ port });
        },
        remove: () => discord?.close(),
      };
    },
  };
}

function closing(name: string, code: number): Fault {
  return {
    on: "discord",
    name,
    asks: "command",
    prepare: async ({ discord }) => ({ ...NOTHING, breakIt: () => discord.closeConnections(code) }),
  };
}

function clock(name: string, offset: number): Fault {
  return {
    on: "clock",
    name,
    async prepare() {
      let isBroken = false;
      const clockOffset = () => (isBroken ? offset : 0);
      return {
        environment: {},
        clockOffset,
        ...switching((broken) => {
          isBroken = broken;
        }),
      };
    },
  };
}

function switching(set: (isBroken: boolean) => unknown): Pick<World, "breakIt" | "mend"> {
  return { breakIt: () => set(true), mend: () => set(false) };
}
