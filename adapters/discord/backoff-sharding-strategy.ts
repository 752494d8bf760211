import { SimpleShardingStrategy, WebSocketShardStatus } from "discord.js";
import type { Connector } from "#adapters/chat/connector.ts";
import type { BackOff } from "#adapters/chat/retry.ts";
import { createBackOff } from "#adapters/chat/retry.ts";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Logger } from "#core/host.ts";
import { describeRefusal } from "./rest.ts";

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * discord.js' default sharding strategy, with three changes:
 * - discord.js retries a failed handshake every half second for ever, for which Discord may ban the bot. A shard asks
 *   for its session before it connects, so that call is delayed here.
 * - discord.js rejects the login if the first handshake fails, but keeps retrying. Here the login ends with Ready, or
 *   with a close code that cannot be retried.
 * - A client whose login has failed can't be used again. Here the login waits until Discord can be asked for the gateway's
 *   address, and until it allows another session.
 */
export class BackoffShardingStrategy extends SimpleShardingStrategy {
  constructor(manager: Manager, { waitToConnect, keepTrying }: ShardingOptions) {
    const { retrieveSessionInfo } = manager.options;
    manager.options.retrieveSessionInfo = async (shard) => {
      // A connected shard asks for its session too, with every event.
      const status = (await this.fetchStatus()).get(shard);
      if (status === WebSocketShardStatus.Idle) await waitToConnect(shard);
      return retrieveSessionInfo(shard);
    };
    const fetchGateway = manager.fetchGatewayInformation.bind(manager);
    let isOutdated = false;
    manager.fetchGatewayInformation = (force = false) =>
      keepTrying(async () => {
        const gateway = await asConfigurationError(fetchGateway(force || isOutdated), describeRefusal);
        const { remaining, reset_after: resetAfter } = gateway.session_start_limit;
        isOutdated = remaining < 1;
        if (isOutdated) throw new Error(`Not enough sessions remaining; Discord allows more in ${resetAfter} ms.`);
        return gateway;
      });
    super(manager);
  }

  override async connect(): Promise<void> {
    // The shard reports the same failure as an event.
    super.connect().catch(() => {});
  }
}

export interface ShardingOptions {
  /** Resolves when the shard may connect. */
  readonly waitToConnect: (shard: number) => Promise<void>;
  readonly keepTrying: Connector["keepTrying"];
}

export interface ShardBackOffOptions {
  readonly logger: Logger;
  /** @param time milliseconds */
  wait(time: number): Promise<void>;
  /** As `Math.random`. */
  random(): number;
}

/** Milliseconds. */
const INITIAL_DELAY = 1000;
const MAX_DELAY = 60_000;

/** Delays the connection attempts of each shard. */
export function createShardBackOff({ logger, wait, random }: ShardBackOffOptions) {
  let isStopped = false;
  const backOffs = new Map<number, BackOff>();
  const backOffOf = (shard: number) => {
    const known = backOffs.get(shard) ?? createBackOff({ initial: INITIAL_DELAY, max: MAX_DELAY, random });
    backOffs.set(shard, known);
    return known;
  };
  return {
    /** Resolves when the shard may connect. */
    async waitToConnect(shard: number): Promise<void> {
      const time = backOffOf(shard).nextDelay();
      if (time > 0) {
        logger.info({ platform: "discord", shard, wait: time }, "Disconnected from Discord; retrying after a pause.");
        await wait(time);
      }
      // discord.js has no way to cancel a reconnection, so after a stop this never resolves.
      if (isStopped) await new Promise(() => {});
    },
    connected: (shard: number) => backOffOf(shard).reset(),
    stop() {
      isStopped = true;
    },
  };
}
