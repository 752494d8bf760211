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
import type { Logger } from "#core/host.ts";
import type { ShardBackOffOptions } from "./backoff-sharding-strategy.ts";
import { BackoffShardingStrategy, createShardBackOff } from "./backoff-sharding-strategy.ts";
import { restOptions } from "./rest.ts";

/** Which of the bot's shards this process runs; `auto` for as many as Discord recommends, all of them here. */
export type Shards = "auto" | { readonly ids: readonly number[]; readonly count: number };

export interface GatewayOptions extends ShardBackOffOptions {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly shards: Shards;
  readonly logger: Logger;
  readonly events: GatewayEvents;
}

/** The events that Portcall takes, as Discord sends them. */
export interface GatewayEvents {
  interaction(interaction: APIInteraction): void;
  message(message: GatewayMessageCreateDispatchData): void;
  /** A server has removed the bot. */
  guildRemoved(guild: string): void;
}

export interface Gateway {
  readonly rest: REST;
  /** Resolves when it is connected, or when Discord could be asked and it goes on trying. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether a shard is connected now. */
  ready(): boolean;
  /** Rejects when the connection is lost for good, and never resolves. */
  readonly lost: Promise<never>;
  /** The bot's own user id; null before it is known. */
  self(): string | null;
  /** The language of a server, as Discord writes it; null where it is not known. */
  localeOf(guild: string | undefined): string | null;
  health(): Readonly<Record<string, number>>;
}

/** A connection through discord.js, with no privileged intent. */
export function createGateway(options: GatewayOptions): Gateway {
  const { token, logger } = options;
  const backOff = createShardBackOff(options);
  const client = createClient(options, backOff.turn);
  const counts = logConnections(client, logger, backOff.succeeded);
  const loss = followLoss(client);
  takeEvents(client, options.events);
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

function createClient({ apiUrl, shards }: GatewayOptions, turn: (shard: number) => Promise<void>): Client {
  return new Client({
    // What mentions in servers and messages in DMs need; commands need none (discord-api-docs, gateway).
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    makeCache,
    // There is nothing to sweep.
    sweepers: {},
    rest: restOptions(apiUrl),
    ws: { buildStrategy: (manager) => new BackoffShardingStrategy(manager, turn) },
    ...(shards === "auto" ? { shards } : { shards: [...shards.ids], shardCount: shards.count }),
  });
}

function takeEvents(client: Client, { interaction, message, guildRemoved }: GatewayEvents): void {
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: APIInteraction) => interaction(data));
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData) => message(data));
  client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
    // A server in an outage is unavailable; one that has removed the bot is not.
    if (unavailable !== true) guildRemoved(id);
  });
}

/**
 * What discord.js remembers: the servers, for their language, and nothing else. Everything is answered from what came
 * with it, as Discord sent it, so neither people nor messages, channels or roles are ever looked up. discord.js itself
 * drops next to nothing, and its own limits leave channels, roles and direct conversations out.
 */
export const makeCache: CacheFactory = ({ name }) => {
  const cache = new Collection<string, never>();
  if (!KEPT.has(name)) cache.set = () => cache;
  return cache;
};

const KEPT: ReadonlySet<string> = new Set(["GuildManager"]);

/** Logs what discord.js does by itself: connecting, reconnecting, resuming. @returns how often it reconnected */
function logConnections(client: Client, logger: Logger, onConnected: (shard: number) => void) {
  const counts = { reconnects: 0 };
  const fields = (shard: number) => ({ platform: "discord", shard });
  // Without a listener an error would end the process.
  client.on(Events.Error, (error) => logger.error({ platform: "discord", error }, "discord.js reports an error."));
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
 * discord.js emits ShardDisconnect only for the close codes that it does not reconnect from (4004, 4010 to 4014), and
 * calls itself ready all the same.
 */
function followLoss(client: Client) {
  const { promise: rejected, reject } = Promise.withResolvers<never>();
  let happened = false;
  client.once(Events.ShardDisconnect, ({ code }) => {
    happened = true;
    reject(new Error(`Discord closed the connection for good, with code ${code} (${GatewayCloseCodes[code]}).`));
  });
  // No unhandled rejection before `start` awaits it.
  rejected.catch(() => {});
  return { rejected, happened: () => happened };
}
