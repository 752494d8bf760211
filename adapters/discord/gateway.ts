import type { REST } from "discord.js";
import { Client, Events, GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, Status } from "discord.js";
import type {
  APIInteraction,
  GatewayGuildDeleteDispatchData,
  GatewayMessageCreateDispatchData,
} from "discord-api-types/v10";
import type { Logger } from "#core/host.ts";
import { createBackOff } from "./back-off.ts";
import { BackoffShardingStrategy } from "./backoff-sharding-strategy.ts";
import { makeCache } from "./cache.ts";
import { restOptions } from "./rest.ts";

/** Which of the bot's shards this process runs; `auto` for as many as Discord recommends, all of them here. */
export type Shards = "auto" | { readonly ids: readonly number[]; readonly count: number };

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly shards: Shards;
  readonly logger: Logger;
  /** Waits some milliseconds. */
  wait(time: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  onInteraction(interaction: APIInteraction): void;
  onMessage(message: GatewayMessageCreateDispatchData): void;
  /** Called when the bot was removed from a server. */
  onGuildGone(guild: string): void;
}

export interface Gateway {
  readonly rest: REST;
  /** Resolves when it is connected, or when Discord could be asked and it goes on trying. */
  start(): Promise<void>;
  /** Takes no more events. */
  mute(): void;
  stop(): Promise<void>;
  /** Whether a shard is connected now. */
  ready(): boolean;
  /** Rejects when the connection is lost for good, and never resolves. */
  readonly lost: Promise<never>;
  /** The bot's own user id; null before it is known. */
  self(): string | null;
  /** The language of a server, as Discord writes it. */
  localeOf(guild: string): string | null;
  health(): Readonly<Record<string, number>>;
}

/** Milliseconds before the first connection that is tried again, and at most. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** A connection through discord.js, with no privileged intent, that takes events as Discord sends them. */
export function createGateway(options: GatewayOptions): Gateway {
  const { token, apiUrl, shards, logger } = options;
  let isMute = false;
  let isStopped = false;
  const backOffs = new Map<number, ReturnType<typeof createBackOff>>();
  const backOffOf = (shard: number) => {
    const known =
      backOffs.get(shard) ?? createBackOff({ first: FIRST_WAIT, most: LONGEST_WAIT, random: options.random });
    backOffs.set(shard, known);
    return known;
  };
  /** After the end no connection may be opened any more, and discord.js cannot be told. */
  const turn = async (shard: number) => {
    const time = backOffOf(shard).next();
    if (time > 0) {
      logger.info({ platform: "discord", shard, wait: time }, "Waiting before the next connection is tried.");
      await options.wait(time);
    }
    if (isStopped) await new Promise(() => {});
  };

  const client = new Client({
    // What mentions in servers and messages in DMs need; commands need none (discord-api-docs, gateway).
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    makeCache,
    // There is nothing to sweep.
    sweepers: {},
    rest: restOptions(apiUrl),
    ws: { buildStrategy: (manager) => new BackoffShardingStrategy(manager, turn) },
    ...(shards === "auto" ? { shards } : { shards: [...shards.ids], shardCount: shards.count }),
  });
  const counts = follow(client, logger, (shard) => backOffOf(shard).succeeded());
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: APIInteraction) => {
    if (!isMute) options.onInteraction(data);
  });
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData) => {
    if (!isMute) options.onMessage(data);
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
    // A server that is away for a while is unavailable; one that is left is not.
    if (unavailable !== true) options.onGuildGone(id);
  });
  const loss = followLoss(client);
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
    mute() {
      isMute = true;
    },
    async stop() {
      isStopped = true;
      await client.destroy();
    },
    ready: () => !isStopped && !loss.happened() && readyShards() > 0,
    self: () => client.user?.id ?? null,
    localeOf: (guild) => client.guilds.cache.get(guild)?.preferredLocale ?? null,
    health: () => ({ shards: client.ws.shards.size, readyShards: readyShards(), ...counts }),
  };
}

/** Tells the operator what discord.js does by itself: connecting, connecting again, resuming. */
function follow(client: Client, logger: Logger, onConnected: (shard: number) => void) {
  const counts = { reconnects: 0 };
  const fields = (shard: number) => ({ platform: "discord", shard });
  // Without a listener an error would end the process.
  client.on(Events.Error, (error) => logger.error({ platform: "discord", error }, "discord.js reports an error."));
  client.on(Events.Warn, (message) => logger.warn({ platform: "discord" }, message));
  client.on(Events.ShardError, (error, shard) => {
    logger.warn({ ...fields(shard), error }, "A connection to Discord failed.");
  });
  client.on(Events.ShardReconnecting, (shard) => {
    counts.reconnects += 1;
    logger.warn(fields(shard), "A connection to Discord ended; another one is opened.");
  });
  client.on(Events.ShardResume, (shard) => {
    onConnected(shard);
    logger.info(fields(shard), "A connection to Discord goes on where it ended.");
  });
  client.on(Events.ShardReady, (shard) => {
    onConnected(shard);
    logger.info(fields(shard), "A connection to Discord is open.");
  });
  return counts;
}

interface Loss {
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
