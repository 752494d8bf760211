import { Client, Events, GatewayIntentBits, Partials, Routes } from "discord.js";
import type { Ask, ChatAdapter, Logger } from "#core/contracts.ts";
import { ConfigurationError } from "#core/contracts.ts";
import { createInFlight } from "#core/in-flight.ts";
import { createReplies } from "#core/replies.ts";
import { COMMANDS } from "./commands.ts";
import { answerInteraction } from "./interactions.ts";
import { answerMention } from "./mentions.ts";
import { renderDiscord } from "./render.ts";

export interface DiscordOptions {
  readonly token: string;
  readonly applicationId: string;
  /** Base address of the REST API, without a version; null for Discord's own. */
  readonly apiUrl: string | null;
  readonly ask: Ask;
  readonly logger: Logger;
}

/** Connects Portcall to Discord through the gateway, with no privileged intent. */
export function connectDiscord({ token, applicationId, apiUrl, ask, logger }: DiscordOptions): ChatAdapter {
  const client = new Client({
    // What mentions in servers and messages in DMs need; slash commands need none (discord-api-docs, gateway).
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // A direct message arrives before its channel is known.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    rest: apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") },
  });
  const inFlight = createInFlight();
  const onFailure = (error: unknown) => logger.error({ platform: "discord", error }, "A reply could not be sent.");
  const follow = (work: Promise<unknown>) => void inFlight.follow(work, onFailure);
  client.on(Events.Error, onFailure);
  client.on(Events.Warn, (message) => logger.warn({ platform: "discord" }, message));
  const reply = createReplies(ask, renderDiscord);
  client.on(Events.InteractionCreate, (interaction) => follow(answerInteraction(interaction, reply)));
  client.on(Events.MessageCreate, (message) => follow(answerMention(message, reply)));

  return {
    name: "discord",
    async start() {
      const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
      await refusing(client.login(token));
      await ready;
      await refusing(client.rest.put(Routes.applicationCommands(applicationId), { body: COMMANDS }));
    },
    async stop() {
      client.removeAllListeners(Events.InteractionCreate);
      client.removeAllListeners(Events.MessageCreate);
      await inFlight.settled();
      await client.destroy();
    },
    ready: () => client.isReady(),
  };
}

async function refusing(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      isRefusal(error)
        ? `Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID: ${reason}`
        : `Discord could not be reached: ${reason}`,
      { cause: error },
    );
  }
}

/** discord.js says so by a code of its own, REST by its status, the gateway by closing with 4004. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, status } = error as Error & { code?: unknown; status?: unknown };
  return (
    code === "TokenInvalid" || (typeof status === "number" && status < 500) || /4004|4013|4014/.test(error.message)
  );
}
