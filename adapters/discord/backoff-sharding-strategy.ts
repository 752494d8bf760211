import { SimpleShardingStrategy, WebSocketShardStatus } from "discord.js";

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
