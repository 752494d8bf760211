import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Partials, Routes } from "discord.js";
import type { Ask, ChatAdapter, Logger, Store } from "#core/contracts.ts";
import { ConfigurationError } from "#core/contracts.ts";
import { createInFlight } from "#core/in-flight.ts";
import { renderOnce } from "#core/render-once.ts";
import { makeCache } from "./cache.ts";
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
  readonly store: Store;
  readonly logger: Logger;
  /** Called when Discord closes a connection that had started and discord.js will not open another. */
  readonly onLost: (error: Error) => void;
}

/** Connects Portcall to Discord through the gateway, with no privileged intent. */
export function connectDiscord({ token, applicationId, apiUrl, ask, logger, onLost }: DiscordOptions): ChatAdapter {
  const client = new Client({
    // What mentions in servers and messages in DMs need; slash commands need none (discord-api-docs, gateway).
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // A direct message arrives before its channel is known.
    partials: [Partials.Channel],
    makeCache,
    allowedMentions: { parse: [], repliedUser: false },
    rest: apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") },
  });
  const inFlight = createInFlight();
  const onFailure = (error: unknown) => logger.error({ platform: "discord", error }, "A reply could not be sent.");
  const follow = (work: Promise<unknown>) => void inFlight.follow(work, onFailure);
  client.on(Events.Error, onFailure);
  client.on(Events.Warn, (message) => logger.warn({ platform: "discord" }, message));
  const render = renderOnce(({ card }) => renderDiscord(card));
  client.on(Events.InteractionCreate, (interaction) => follow(answerInteraction(interaction, { ask, render })));
  client.on(Events.MessageCreate, (message) => follow(answerMention(message, { ask, render })));

  const loss = followLoss(client);

  return {
    name: "discord",
    async start() {
      try {
        const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
        await refusing(Promise.race([loss.rejected, Promise.all([client.login(token), ready])]));
        const registered = client.rest.put(Routes.applicationCommands(applicationId), { body: COMMANDS });
        await refusing(Promise.race([loss.rejected, registered]));
      } catch (error) {
        await client.destroy();
        throw error;
      }
      loss.rejected.catch((error: Error) => {
        logger.error({ platform: "discord", error }, "The connection is lost for good.");
        onLost(error);
      });
    },
    async stop() {
      client.removeAllListeners(Events.InteractionCreate);
      client.removeAllListeners(Events.MessageCreate);
      await inFlight.settled();
      await client.destroy();
    },
    ready: () => client.isReady() && !loss.happened(),
    async post(channel, card) {
      await client.rest.post(Routes.channelMessages(channel), { body: renderDiscord(card) });
    },
  };
}

interface Loss {
  /** Rejects when the connection is lost for good, and never resolves. */
  readonly rejected: Promise<never>;
  happened(): boolean;
}

/**
 * discord.js emits ShardDisconnect only for the close codes that it does not reconnect from (4004, 4010 to 4014), and
 * calls itself ready all the same.
 */
function followLoss(client: Client): Loss {
  const { promise: rejected, reject } = Promise.withResolvers<never>();
  let happened = false;
  client.once(Events.ShardDisconnect, ({ code }) => {
    happened = true;
    reject(new Error(`Discord closed the connection for good, with code ${code} (${GatewayCloseCodes[code]}).`));
  });
  // Whoever waits for it handles it; before the start nobody does.
  rejected.catch(() => {});
  return { rejected, happened: () => happened };
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

/** discord.js says so by a code of its own, REST by its status, the gateway by the code it closes with. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, status } = error as Error & { code?: unknown; status?: unknown };
  return (
    code === "TokenInvalid" ||
    (typeof status === "number" && status < 500) ||
    /\bcode (?:4004|4013|4014)\b/.test(error.message)
  );
}
