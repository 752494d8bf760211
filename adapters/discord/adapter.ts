import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { Routes } from "discord.js";
import type { APIInteraction, GatewayMessageCreateDispatchData } from "discord-api-types/v10";
import { createInFlight } from "#adapters/chat/in-flight.ts";
import type { RateLimiter } from "#adapters/chat/rate-limiter.ts";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { retryUntilRemoved } from "#adapters/chat/retry-until-removed.ts";
import type { Ask, ChatAdapter, Suggest } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { answerInteraction } from "./answer-interaction.ts";
import { teamOf } from "./asker.ts";
import type { Gateway, Shards } from "./gateway.ts";
import { createGateway } from "./gateway.ts";
import { createInteractionListener } from "./http.ts";
import type { InteractionContext } from "./interaction-context.ts";
import { createReplyRenderer } from "./interaction-context.ts";
import { answerMention } from "./mentions.ts";
import { ATTACHMENT_ORIGINS } from "./message-text.ts";
import { registerCommands } from "./register.ts";
import { renderDiscord } from "./render.ts";
import { createRest, logRateLimits } from "./rest.ts";
import { asConfigurationError } from "./startup-error.ts";

export interface DiscordOptions {
  readonly token: string;
  readonly applicationId: string;
  /** Base address of the REST API, without a version; null for Discord's own. */
  readonly apiUrl: string | null;
  /** The application's public key, where Discord may send interactions over HTTP. */
  readonly publicKey: string | null;
  /** Null to go without the gateway, and so without mentions. */
  readonly gateway: { readonly shards: Shards } | null;
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly store: Store;
  readonly logger: Logger;
  /** Called when Discord closes a connection that had started and discord.js will not open another. */
  readonly onLost: (error: Error) => void;
  /** Other times and chances than the usual ones. */
  readonly timing?: Partial<DiscordTiming>;
}

export interface DiscordTiming {
  /** Milliseconds an answer may take before Discord is told that it takes longer. */
  readonly patience: number;
  readonly flood: RateLimiter;
  now(): number;
  wait(time: number): Promise<void>;
  random(): number;
}

export interface DiscordAdapter extends ChatAdapter {
  /** Takes Discord's requests over HTTP; null without a public key. */
  readonly requestListener: RequestListener | null;
  /** How many shards there are and are connected, and what discord.js had to wait for or do again. */
  health(): Readonly<Record<string, number>>;
}

/** Nobody reads answers faster than this. */
const FLOOD = { limit: 20, window: 30_000 };

/** Connects Portcall to Discord: through the gateway, over HTTP, or both. */
export function connectDiscord(options: DiscordOptions): DiscordAdapter {
  const { applicationId, apiUrl, publicKey, store, logger, onLost } = options;
  const timing: DiscordTiming = {
    patience: 2000,
    flood: createRateLimiter({ ...FLOOD, now: Date.now }),
    now: Date.now,
    wait: (time) => new Promise((resolve) => void setTimeout(resolve, time).unref()),
    random: Math.random,
    ...options.timing,
  };
  const inFlight = createInFlight();
  let isOpen = true;
  const stopping = Promise.withResolvers<void>();
  const follow = (work: Promise<unknown>) => void inFlight.follow(work, (error) => notSent(error, logger));

  const gateway: Gateway | null =
    options.gateway === null
      ? null
      : createGateway({
          ...options,
          ...timing,
          shards: options.gateway.shards,
          onInteraction: (interaction) => follow(respond(interaction)),
          onMessage: (message) => follow(hear(message)),
          onGuildGone: (guild) => follow(leave(teamOf(guild))),
        });
  const rest = gateway?.rest ?? createRest(options);
  const counts = logRateLimits(rest, logger);
  const answering: InteractionContext = {
    ...options,
    rest,
    flood: timing.flood,
    patience: timing.patience,
    attachmentOrigins: [...ATTACHMENT_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])],
    newReference: () => randomUUID().slice(0, 8),
    render: createReplyRenderer(),
  };

  async function respond(interaction: APIInteraction): Promise<void> {
    const { response, afterwards } = await answerInteraction(interaction, answering);
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body: response, auth: false });
    await afterwards?.();
  }

  async function hear(message: GatewayMessageCreateDispatchData): Promise<void> {
    const { guild_id: guild } = message;
    const locale = (guild === undefined ? null : gateway?.localeOf(guild)) ?? "en";
    await answerMention(message, { ...answering, self: gateway?.self() ?? applicationId, locale });
  }

  async function leave(team: string): Promise<void> {
    // A shutdown waits for one more try, and not for a pause.
    const pause = (time: number) => Promise.race([timing.wait(time), stopping.promise]);
    try {
      await retryUntilRemoved(() => forgetTeam(team, store), { platform: "discord", logger, pause });
      logger.info({ platform: "discord" }, "Portcall was removed from a server; all it kept there is removed.");
    } catch (error) {
      const fields = { platform: "discord", team, error };
      logger.error(fields, "What is kept for a server that has removed Portcall could not be removed.");
    }
  }

  async function overHttp(interaction: APIInteraction, sent: Promise<void>) {
    const answered = answerInteraction(interaction, answering);
    follow(Promise.all([answered, sent]).then(([{ afterwards }]) => afterwards?.()));
    return (await answered).response;
  }

  return {
    name: "discord",
    requestListener:
      publicKey === null
        ? null
        : createInteractionListener({
            publicKey,
            logger,
            now: timing.now,
            answer: (interaction, sent) => (isOpen ? overHttp(interaction, sent) : null),
          }),
    async start() {
      try {
        if (gateway !== null) await asConfigurationError(gateway.start());
        const registered = registerCommands({ rest, applicationId, guild: null, store });
        await asConfigurationError(Promise.race([registered, ...(gateway === null ? [] : [gateway.lost])]));
      } catch (error) {
        await gateway?.stop();
        throw error;
      }
      gateway?.lost.catch((error: Error) => {
        logger.error({ platform: "discord", error }, "The connection is lost for good.");
        onLost(error);
      });
    },
    async stop() {
      isOpen = false;
      stopping.resolve();
      gateway?.mute();
      await inFlight.settled();
      await gateway?.stop();
    },
    ready: () => isOpen && (gateway?.ready() ?? true),
    health: () => ({ ...gateway?.health(), ...counts }),
    async post(channel, card) {
      await rest.post(Routes.channelMessages(channel.split("/").at(-1) ?? channel), { body: renderDiscord(card) });
    },
  };
}

/** Discord forgets an interaction after three seconds, takes one response, and knows no webhook where it got none. */
const TOO_LATE: readonly unknown[] = [10_015, 10_062, 40_060];

function notSent(error: unknown, logger: Logger): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (TOO_LATE.includes(code)) logger.warn({ platform: "discord", error }, "A reply came too late.");
  else logger.error({ platform: "discord", error }, "A reply could not be sent.");
}
