import type { Client } from "discord.js";
import { Events, GatewayCloseCodes } from "discord.js";
import type { Logger } from "#core/host.ts";

/** Logs what discord.js does by itself: connecting, reconnecting, resuming. @returns how often it reconnected */
export function logConnections(client: Client, logger: Logger, onConnected: (shard: number) => void) {
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
export function followLoss(client: Client) {
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
