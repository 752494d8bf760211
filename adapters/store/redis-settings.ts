import type { Logger } from "#core/host.ts";

/**
 * Whether Redis keeps what it has acknowledged is up to who runs it: `appendonly yes` (with `appendfsync always` not even
 * a power failure loses a second) and `maxmemory-policy noeviction`, or the equivalent of whoever hosts it. Says so once
 * where the server's settings can be read and are others.
 */
export async function warnOfLoss(client: ConfigReader, store: string, logger: Logger): Promise<void> {
  // Many hosts let nobody read them.
  const read = (name: string) =>
    client.configGet(name).then(
      (settings) => settings[name],
      () => undefined,
    );
  const policy = await read("maxmemory-policy");
  const appendOnly = await read("appendonly");
  const wanted = [
    ...(policy !== undefined && policy !== "noeviction" ? ["maxmemory-policy noeviction"] : []),
    ...(appendOnly === "no" ? ["appendonly yes"] : []),
  ];
  if (wanted.length === 0) return;
  logger.warn({ store, wanted }, "This Redis may lose what it has acknowledged; set what it wants in redis.conf.");
}

interface ConfigReader {
  configGet(name: string): Promise<Readonly<Record<string, string>>>;
}
