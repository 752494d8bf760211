import type { Child } from "../../bench/child.ts";
import { originOf } from "../../bench/child.ts";
import type { Deliveries } from "../soak/deliveries.ts";
import { readMetrics } from "../soak/monitor.ts";
import { titleIn } from "../soak/report.ts";
import { world as discordWorld } from "../support/discord-platform/world.ts";
import type { SignedRequest } from "../support/slack-platform/signed-request.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";
import type { Platforms, Question, World } from "./fault.ts";

const SIGNING_SECRET = "8f742231b10e88889abcd99e77785a5f";
/** Milliseconds. */
const ANSWER_WITHIN = 12_000;

/** Portcall under a fault, and the people who use it. */
export interface Bot extends AsyncDisposable {
  /** What a person sees, and after how many milliseconds. */
  ask(kind: Question, text: string): Promise<string>;
  readyz(): Promise<string>;
  metrics(): Promise<readonly string[] | null>;
  hasEnded(): boolean;
}

export interface BotContext extends Platforms {
  readonly child: Child;
  /** `HOST:PORT` of its metrics. */
  readonly metrics: string;
  readonly deliveries: Deliveries;
  readonly world: World;
}

export function createBot({ child, metrics, deliveries, world, slack, discord }: BotContext): Bot {
  const origin = originOf(child);
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  const send = (body: SignedRequest["body"]) => {
    const timestamp = Math.floor(Date.now() / 1000) - (world.clockOffset?.() ?? 0);
    return signedRequest({ url: `${origin}/slack/events`, signingSecret: SIGNING_SECRET, body, timestamp });
  };
  const shown = async (keys: readonly string[], act: () => Promise<string> | string) => {
    const { answer } = deliveries.await(keys, ANSWER_WITHIN);
    const direct = await act();
    return direct !== "" ? direct : titleIn((await answer) ?? "nothing");
  };

  const ways: Record<Question, (text: string) => Promise<string>> = {
    command(text) {
      const body = slack.slashCommand({ text });
      return shown([new URL(body.response_url).pathname], async () => {
        const response = await send(body);
        return response.status === 200 ? titleIn(response.body) : `nothing (HTTP ${response.status})`;
      });
    },
    "slack mention"(text) {
      const body = slack.appMention({ text });
      return shown([body.event.ts], async () => {
        await send(body);
        return "";
      });
    },
    "discord mention"(text) {
      const message = discord.mentionMessage({ content: text });
      return shown([message.id], () => {
        discord.dispatch("MESSAGE_CREATE", message);
        return "";
      });
    },
  };
  return {
    async ask(kind, text) {
      const began = performance.now();
      const seen = await ways[kind](text).catch((error: unknown) => `nothing (${String(error)})`);
      return `${readable(seen)} (${Math.round(performance.now() - began)} ms)`;
    },
    async readyz() {
      const response = await fetch(`${origin}/readyz`).catch(() => null);
      if (response === null) return "no answer";
      const state: unknown = await response.json();
      return `${response.status} ${JSON.stringify(state, (key, value) => (key === "details" ? undefined : value))}`;
    },
    metrics: () => readMetrics(`http://${metrics}/metrics`, STATES),
    hasEnded: () => ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.ended;
    },
  };
}

/** What is up, and what is wrong. */
const STATES = /^portcall_(?:ready|store_up)\b|^portcall_(?:failing|store_fault|platform_status)\b.* [^0]/;

/** Only the title of an answer that is as it should be. */
function readable(seen: string): string {
  return /^(?:Claimed|Port 867)/.test(seen) ? (seen.split("  ", 1)[0] ?? "") : seen;
}

export function environmentFor({ slack, discord }: Platforms): Readonly<Record<string, string>> {
  return {
    PORT: "0",
    PORTCALL_STORE: "sqlite::memory:",
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discordWorld.applicationId,
    DISCORD_API_URL: discord.apiUrl,
  };
}
