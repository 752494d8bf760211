import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Child } from "../../bench/child.ts";
import { originOf, PORTCALL, startChild } from "../../bench/child.ts";
import { createDiscordPlatform, type DiscordPlatform } from "../support/discord-platform/discord-platform.ts";
import { createSigningKeys } from "../support/discord-platform/signed-interaction.ts";
import { world } from "../support/discord-platform/world.ts";
import type { Outcome } from "../support/loopback/replies.ts";
import { installWorkspace } from "../support/slack-platform/install-workspace.ts";
import { createSlackPlatform, type SlackPlatform } from "../support/slack-platform/slack-platform.ts";
import type { RealServer } from "../support/store/server-process.ts";
import { freePort } from "../support/store/server-process.ts";
import { POSTGRES, REDIS } from "../support/store/servers.ts";
import type { Deliveries } from "./deliveries.ts";
import { createDeliveries } from "./deliveries.ts";
import type { Fault } from "./faults.ts";
import { showOnDiscord, showOnSlack } from "./show-answers.ts";
import { TEAMS } from "./traffic.ts";

export const STORES = ["redis", "postgres", "sqlite"] as const;
export type StoreName = (typeof STORES)[number];

/** Everything around Portcall: both platforms and the store, and how to break them. */
export interface Stage extends AsyncDisposable {
  readonly slack: SlackPlatform;
  readonly discord: DiscordPlatform;
  readonly keys: ReturnType<typeof createSigningKeys>;
  readonly deliveries: Deliveries;
  /** The address of the store. */
  readonly store: string;
  /** Whether the store is a server of its own, which can fail. */
  readonly hasServer: boolean;
  /** Starts Portcall as an operator would. */
  start(environment?: Readonly<Record<string, string>>): Promise<Bot>;
  /** Installs it in every workspace. */
  install(bot: Pick<Bot, "origin">): Promise<void>;
  begin(fault: Fault): Promise<void>;
  end(fault: Fault): Promise<void>;
}

/** A running Portcall. */
export interface Bot {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The address of its metrics, where it has any. */
  readonly metrics: string;
  readonly child: Child;
}

export const SIGNING_SECRET = "8f742231b10e88889abcd99e77785a5f";
const PUBLIC_URL = "https://portcall.test";

export const slackTeam = (team: number) => `T${String(team + 1).padStart(4, "0")}`;
/** The first one is the server of the gateway. */
export const discordServer = (team: number) => String(BigInt(world.guildId) + (BigInt(team) << 32n));

export async function createStage(storeName: StoreName): Promise<Stage> {
  const slack = await createSlackPlatform({ tokens: [] });
  const discord = await createDiscordPlatform();
  const keys = createSigningKeys();
  const deliveries = createDeliveries();
  const failing = new Map<Fault["on"], Outcome>();
  showOnSlack(slack, deliveries, () => failing.get("slack"));
  showOnDiscord(discord, deliveries, () => failing.get("discord"));
  const { server, store, remove } = await createStore(storeName);
  // Bodies of requests and messages would fill the memory of this process.
  const forgetting = setInterval(() => {
    slack.forget();
    discord.forget();
  }, 5000);

  return {
    slack,
    discord,
    keys,
    deliveries,
    store,
    hasServer: server !== null,
    async start(environment = {}) {
      const metrics = `127.0.0.1:${await freePort()}`;
      const child = await startChild({
        ...PORTCALL,
        environment: {
          PORT: "0",
          PORTCALL_STORE: store,
          PORTCALL_METRICS: metrics,
          PORTCALL_URL: PUBLIC_URL,
          SLACK_CLIENT_ID: "client",
          SLACK_CLIENT_SECRET: "client secret",
          SLACK_SIGNING_SECRET: SIGNING_SECRET,
          SLACK_API_URL: slack.apiUrl,
          DISCORD_TOKEN: discord.token,
          DISCORD_APPLICATION_ID: world.applicationId,
          DISCORD_PUBLIC_KEY: keys.publicKey,
          DISCORD_API_URL: discord.apiUrl,
          ...environment,
        },
      });
      return { child, origin: originOf(child), metrics: `http://${metrics}/metrics` };
    },
    async install({ origin }) {
      for (let team = 0; team < TEAMS; team += 1) {
        const grant = { teamId: slackTeam(team) };
        const { response } = await installWorkspace(slack, { origin, publicUrl: PUBLIC_URL }, grant);
        if (!response.ok) throw new Error(`The installation ended with ${response.status}.`);
      }
    },
    async begin(fault) {
      if (fault.on === "gateway") return discord.dropConnections();
      if (fault.on !== "store") return void failing.set(fault.on, fault.outcome);
      if (fault.how === "hung") return server?.pause();
      await server?.stop(fault.how === "killed" ? "killed" : "orderly");
    },
    async end(fault) {
      if (fault.on === "gateway") return;
      if (fault.on !== "store") return void failing.delete(fault.on);
      if (fault.how === "hung") return server?.resume();
      await server?.start();
    },
    async [Symbol.asyncDispose]() {
      clearInterval(forgetting);
      await Promise.all([slack.close(), discord.close(), remove()]);
    },
  };
}

async function createStore(name: StoreName) {
  if (name === "sqlite") {
    const folder = mkdtempSync(join(tmpdir(), "portcall-soak-"));
    const remove = async () => rmSync(folder, { recursive: true, force: true });
    return { server: null, store: `sqlite:${folder}/portcall.sqlite`, remove };
  }
  const server: RealServer = await (name === "redis" ? REDIS : POSTGRES).create();
  await server.start();
  return { server, store: server.url, remove: () => server.remove() };
}
