import type { CacheFactory, REST } from "discord.js";
import {
  Client,
  Collection,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Status,
} from "discord.js";
import type {
  APIInteraction,
  GatewayGuildDeleteDispatchData,
  GatewayMessageCreateDispatchData,
} from "discord-api-types/v10";
import type { Connector } from "#adapters/chat/connector.ts";
import type { Logger } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import type { ShardBackOffOptions, ShardingOptions } from "./backoff-sharding-strategy.ts";
import { BackoffShardingStrategy, createShardBackOff } from "./backoff-sharding-strategy.ts";
import { readInteraction } from "./read-interaction.ts";
import { describeRefusal, restOptions } from "./rest.ts";

/** The shards this process runs; `auto` for all of them, as many as Discord recommends. */
export type Shards = "auto" | { readonly ids: readonly number[]; readonly count: number };

export interface GatewayOptions extends ShardBackOffOptions {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly shards: Shards;
  readonly logger: Logger;
  readonly keepTrying: Connector["keepTrying"];
  readonly events: GatewayEvents;
}

/** Handlers of the events that Portcall uses, with Discord's own payloads. */
export interface GatewayEvents {
  interaction(interaction: APIInteraction): void;
  message(message: GatewayMessageCreateDispatchData): void;
  /** A server has removed the bot: https://discord.com/developers/docs/events/gateway-events#guild-delete */
  guildRemoved(guild: string): void;
}

export interface Gateway {
  readonly rest: REST;
  /**
   * Resolves when it is connected, or when the first handshake failed and it keeps retrying; waits while Discord cannot be
   * reached. Rejects with a `ConfigurationError` if Discord refuses the connection.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether at least one shard is connected. */
  ready(): boolean;
  /** Rejects with a `ConfigurationError` when the connection is closed permanently; never resolves. */
  readonly lost: Promise<never>;
  /** The bot's user id; null before the login. */
  self(): string | null;
  /** A server's preferred locale; null if unknown. */
  localeOf(guild: string | undefined): string | null;
  health(): Readonly<Record<string, number>>;
}

/** A connection through discord.js, with no privileged intent. */
export function createGateway(options: GatewayOptions): Gateway {
  const { token, logger, keepTrying } = options;
  const backOff = createShardBackOff(options);
  const client = createClient(options, { waitToConnect: backOff.waitToConnect, keepTrying });
  const counts = logConnections(client, logger, backOff.connected);
  const loss = watchForLoss(client);
  listenToEvents(client, options);
  let isStopped = false;
  const readyShards = () => client.ws.shards.filter(({ status }) => status === Status.Ready).size;
  return {
    rest: client.rest,
    lost: loss.rejected,
    async start() {
      const settled = new Promise<void>((resolve) => {
        client.once(Events.ClientReady, () => resolve());
        client.once(Events.ShardReconnecting, () => resolve());
      });
      await Promise.race([loss.rejected, client.login(token).then(() => settled)]);
    },
    async stop() {
      isStopped = true;
      backOff.stop();
      await client.destroy();
    },
    ready: () => !isStopped && !loss.happened() && readyShards() > 0,
    self: () => client.user?.id ?? null,
    localeOf: (guild = "") => client.guilds.cache.get(guild)?.preferredLocale ?? null,
    health: () => ({ shards: client.ws.shards.size, readyShards: readyShards(), ...counts }),
  };
}

function createClient({ apiUrl, shards }: GatewayOptions, sharding: ShardingOptions): Client {
  return new Client({
    // For mentions in servers and for direct messages. Commands need no intent.
    // https://discord.com/developers/docs/events/gateway#gateway-intents
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    makeCache,
    // Nothing is cached that needs sweeping.
    sweepers: {},
    rest: restOptions(apiUrl),
    ws: { buildStrategy: (manager) => new BackoffShardingStrategy(manager, sharding) },
    ...(shards === "auto" ? { shards } : { shards: [...shards.ids], shardCount: shards.count }),
  });
}

function listenToEvents(client: Client, { events, logger }: GatewayOptions): void {
  const { interaction, message, guildRemoved } = events;
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: unknown) => {
    const received = readInteraction(data);
    if (received !== null) interaction(received);
    else logger.warn({ platform: "discord" }, "Dropped an interaction that can't be answered.");
  });
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData) => message(data));
  client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
    // During an outage, Discord sends the same event with `unavailable`.
    if (unavailable !== true) guildRemoved(id);
  });
}

/**
 * Makes discord.js cache only servers, for their locale. Every event carries what its answer needs. The cache limits of
 * discord.js itself do not cover channels, roles and direct messages.
 */
export const makeCache: CacheFactory = ({ name }) => {
  const cache = new Collection<string, never>();
  if (!CACHED.has(name)) cache.set = () => cache;
  return cache;
};

const CACHED: ReadonlySet<string> = new Set(["GuildManager"]);

/** Logs connects, reconnects and resumes. @returns the count of reconnects, kept up to date */
function logConnections(client: Client, logger: Logger, onConnected: (shard: number) => void) {
  const counts = { reconnects: 0 };
  const fields = (shard: number) => ({ platform: "discord", shard });
  // An error event without a listener would end the process.
  client.on(Events.Error, (error) => logger.error({ platform: "discord", error }, "discord.js reported an error."));
  client.on(Events.Warn, (message) => logger.warn({ platform: "discord" }, message));
  client.on(Events.ShardError, (error, shard) => {
    logger.warn({ ...fields(shard), error }, "Connecting to Discord failed.");
  });
  client.on(Events.ShardReconnecting, (shard) => {
    counts.reconnects += 1;
    logger.warn(fields(shard), "Disconnected from Discord; reconnecting.");
  });
  client.on(Events.ShardResume, (shard) => {
    onConnected(shard);
    logger.info(fields(shard), "Reconnected to Discord; session resumed.");
  });
  client.on(Events.ShardReady, (shard) => {
    onConnected(shard);
    logger.info(fields(shard), "Connected to Discord.");
  });
  return counts;
}

/**
 * discord.js emits ShardDisconnect only for close codes that it does not reconnect from (4004, 4010 to 4014), and still
 * reports itself as ready.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
function watchForLoss(client: Client) {
  const { promise: rejected, reject } = Promise.withResolvers<never>();
  let happened = false;
  client.once(Events.ShardDisconnect, ({ code }) => {
    happened = true;
    const closed = `Discord closed the connection for good, with code ${code} (${GatewayCloseCodes[code]}).`;
    const refusal = describeRefusal(closed);
    reject(new ConfigurationError(refusal === null ? closed : `${refusal}: ${closed}`));
  });
  // Avoids an unhandled rejection before `start` awaits it.
  rejected.catch(() => {});
  return { rejected, happened: () => happened };
}
