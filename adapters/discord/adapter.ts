import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type { APIInteraction } from "discord-api-types/v10";
import { createConnector } from "#adapters/chat/connector.ts";
import { DEFER_AFTER } from "#adapters/chat/deferred-reply.ts";
import { createHandleEvent } from "#adapters/chat/handle-event.ts";
import { createInFlight } from "#adapters/chat/in-flight.ts";
import type { RateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createRateLimiter, RATE_WINDOW } from "#adapters/chat/rate-limiter.ts";
import { createSharedCount } from "#adapters/chat/shared-count.ts";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Ask, ChatAdapter, Suggest } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { Telemetry } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { answerInteraction } from "./answer-interaction.ts";
import type { DiscordContext } from "./context.ts";
import type { Gateway, GatewayEvents, Shards } from "./gateway.ts";
import { createGateway } from "./gateway.ts";
import { createInteractionListener, INTERACTIONS_PATH } from "./http.ts";
import { installLink } from "./install-link.ts";
import type { Respond } from "./interaction-reply.ts";
import { answerMention } from "./mentions.ts";
import { createReadFiles } from "./message-text.ts";
import { postCard } from "./post.ts";
import { registerCommands } from "./register.ts";
import { removePersonsData, removeServersData } from "./removal.ts";
import { createReplyRenderer } from "./render.ts";
import {
  createRest,
  describeRefusal,
  isPermissionError,
  logDeliveryFailure,
  logRateLimits,
  respondOnce,
  watchToken,
} from "./rest.ts";
import { createEventListener, EVENTS_PATH } from "./webhook-events.ts";

export interface DiscordOptions {
  readonly token: string;
  readonly applicationId: string;
  /** Base address of the REST API, without a version; null for Discord's own. */
  readonly apiUrl: string | null;
  /** The application's public key; null if Discord sends no interactions over HTTP. */
  readonly publicKey: string | null;
  /** Null to run without the gateway, and so without mentions. */
  readonly gateway: { readonly shards: Shards } | null;
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly store: Store;
  readonly logger: Logger;
  readonly telemetry?: Telemetry;
  /** Called when Discord refuses the connection after the start, or closes it with a code that is final. */
  readonly onLost: (error: Error) => void;
  /** For tests. */
  readonly timing?: Partial<DiscordTiming>;
}

export interface DiscordTiming {
  /** Milliseconds a reply may take before it is deferred. */
  readonly deferAfter: number;
  readonly limiter: RateLimiter;
  now(): number;
  wait(time: number): Promise<void>;
  random(): number;
}

export interface DiscordAdapter extends ChatAdapter {
  /** HTTP request listeners by path; empty without a public key. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
  /** Counts of shards, connected shards, reconnects and rate limits. */
  health(): Readonly<Record<string, number>>;
}

/** Connects Portcall to Discord: through the gateway, over HTTP, or both. */
export function connectDiscord(options: DiscordOptions): DiscordAdapter {
  const { token, applicationId, apiUrl, publicKey, store, logger, onLost, telemetry = NO_TELEMETRY } = options;
  const timing = timingOf(options);
  const { now, wait, random } = timing;
  const inFlight = createInFlight();
  /** @param id Discord's id of the interaction or message */
  const track = (id: string, answer: () => Promise<unknown>) =>
    telemetry.inEvent(id, () => inFlight.track(answer(), (error) => logDeliveryFailure(error, logger)));
  const shutdown = new AbortController();
  const connector = createConnector({ platform: "discord", logger, onLost, timing });
  const { keepTrying } = connector;
  const removal = { store, logger, wait, signal: shutdown.signal };
  let isOpen = true;
  let isRegistered = false;
  let commandId: string | null = null;

  const events: GatewayEvents = {
    interaction(interaction) {
      const callback = Routes.interactionCallback(interaction.id, interaction.token);
      const respond: Respond = (body) => respondOnce(() => rest.post(callback, { body, auth: false }));
      if (isOpen) track(interaction.id, () => answerInteraction(interaction, respond, context));
    },
    message(message) {
      const self = gateway?.self() ?? applicationId;
      const locale = gateway?.localeOf(message.guild_id) ?? "en";
      if (isOpen) track(message.id, () => answerMention(message, { ...context, self, locale }));
    },
    guildRemoved(guild) {
      track(guild, () => removeServersData(guild, removal));
    },
  };
  const shards = options.gateway?.shards;
  const gateway = shards ? createGateway({ token, apiUrl, shards, logger, keepTrying, wait, random, events }) : null;
  const rest = gateway?.rest ?? createRest({ token, apiUrl });
  const counts = logRateLimits(rest, logger, telemetry.observe);
  const { isRefused } = watchToken(rest, logger);
  const context = createContext(options, { rest, timing, commandId: () => commandId });
  const answer = (interaction: APIInteraction, respond: Respond) =>
    isOpen ? track(interaction.id, () => answerInteraction(interaction, respond, context)) : null;
  const userRemoved = (user: string) => {
    track(user, () => removePersonsData(user, { ...removal, clock: { now, newId: randomUUID } }));
  };

  return {
    name: "discord",
    mounts: new Map(
      publicKey === null
        ? []
        : [
            [INTERACTIONS_PATH, createInteractionListener({ publicKey, logger, now, answer })],
            [EVENTS_PATH, createEventListener({ publicKey, logger, now, userRemoved })],
          ],
    ),
    start: () =>
      connector.start(async () => {
        const register = () => registerCommands({ rest, applicationId, guild: null, store });
        commandId = (await connect(gateway, () => keepTrying(() => asConfigurationError(register(), describeRefusal))))
          .commandId;
        isRegistered = true;
        logger.info(
          { platform: "discord" },
          `Add Portcall to a server with ${installLink(applicationId, gateway !== null)}`,
        );
        gateway?.lost.catch(onLost);
      }),
    async stop() {
      isOpen = false;
      shutdown.abort();
      connector.stop();
      await inFlight.settled();
      await gateway?.stop();
    },
    ready: () => isOpen && !isRefused() && (gateway?.ready() ?? isRegistered),
    isRefused,
    health: () => ({ ...gateway?.health(), ...counts }),
    post: (channel, card) => postCard(rest, channel.split("/").at(-1) ?? channel, card),
  };
}

function createContext(
  { ask, suggest, logger, apiUrl, telemetry = NO_TELEMETRY }: DiscordOptions,
  { rest, timing, commandId }: { rest: REST; timing: DiscordTiming; commandId: () => string | null },
): DiscordContext {
  const { limiter, deferAfter } = timing;
  return {
    ask,
    suggest,
    logger,
    rest,
    handleEvent: createHandleEvent({ platform: "discord", logger, limiter, isPermissionError, telemetry }),
    readFiles: createReadFiles(apiUrl),
    renderer: createReplyRenderer(commandId),
    deferAfter,
  };
}

function timingOf({ timing, store }: DiscordOptions): DiscordTiming {
  return {
    deferAfter: DEFER_AFTER,
    limiter: createRateLimiter({ addToShared: createSharedCount({ store, window: RATE_WINDOW }) }),
    now: Date.now,
    wait: (time) => new Promise((resolve) => void setTimeout(resolve, time).unref()),
    random: Math.random,
    ...timing,
  };
}

/** Connects and registers the commands. If either is refused, the connection is closed. */
async function connect<Result>(gateway: Gateway | null, register: () => Promise<Result>): Promise<Result> {
  try {
    await gateway?.start();
    return await Promise.race([register(), ...(gateway === null ? [] : [gateway.lost])]);
  } catch (error) {
    await gateway?.stop();
    throw error;
  }
}
