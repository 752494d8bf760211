import { SimpleShardingStrategy, WebSocketShardStatus } from "discord.js";
import type { BackOff } from "#adapters/chat/retry.ts";
import { createBackOff } from "#adapters/chat/retry.ts";
import type { Logger } from "#core/host.ts";

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * discord.js' own way to run its shards in this process, but for two things. It tries a handshake that failed again
 * every half second for ever, which Discord may answer with a ban; a shard that is about to connect first asks for the
 * session to resume, and there it waits its turn. And it calls a login failed whose first handshake failed, while it
 * goes on trying; here a login ends with Ready, or with a close code that says it never will.
 */
export class BackoffShardingStrategy extends SimpleShardingStrategy {
  constructor(manager: Manager, turn: (shard: number) => Promise<void>) {
    const { retrieveSessionInfo } = manager.options;
    manager.options.retrieveSessionInfo = async (shard) => {
      // A shard that is connected asks too, with every event.
      const status = (await this.fetchStatus()).get(shard);
      if (status === WebSocketShardStatus.Idle) await turn(shard);
      return retrieveSessionInfo(shard);
    };
    super(manager);
  }

  override async connect(): Promise<void> {
    // The same failure is told as an event of the shard.
    super.connect().catch(() => {});
  }
}

export interface ShardBackOffOptions {
  readonly logger: Logger;
  /** Waits some milliseconds. */
  wait(time: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

/** Milliseconds before the first connection that is tried again, and at most. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** When each shard may connect. */
export function createShardBackOff({ logger, wait, random }: ShardBackOffOptions) {
  let isStopped = false;
  const backOffs = new Map<number, BackOff>();
  const backOffOf = (shard: number) => {
    const known = backOffs.get(shard) ?? createBackOff({ initial: FIRST_WAIT, max: LONGEST_WAIT, random });
    backOffs.set(shard, known);
    return known;
  };
  return {
    /** Resolves when it is the shard's turn. */
    async turn(shard: number): Promise<void> {
      const time = backOffOf(shard).nextDelay();
      if (time > 0) {
        logger.info({ platform: "discord", shard, wait: time }, "Retrying the connection to Discord after a pause.");
        await wait(time);
      }
      // discord.js cannot be told to open no further connection, so it waits for ever.
      if (isStopped) await new Promise(() => {});
    },
    succeeded: (shard: number) => backOffOf(shard).reset(),
    stop() {
      isStopped = true;
    },
  };
}
