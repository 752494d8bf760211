import { registerDiscordCommands } from "#adapters/discord/index.ts";
import { ConfigurationError } from "#core/host.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { withStore } from "./with-store.ts";

interface RegisterOptions {
  readonly guild?: string | undefined;
  readonly force?: boolean | undefined;
}

/** Registers the commands with Discord in one server or everywhere. */
export async function registerCommands(
  { guild, force = false }: RegisterOptions,
  _args: unknown,
  { stdout }: Terminal,
): Promise<ExitCode> {
  if (guild !== undefined && !/^\d{5,20}$/.test(guild)) {
    throw new UsageError(`"${guild}" is not a server's id, which is digits only.`);
  }
  const { discord, store: url, logLevel } = readConfig();
  if (discord === null) throw new ConfigurationError("DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing.");
  const done = await withStore(url, createLogger(logLevel), (store) =>
    registerDiscordCommands({ ...discord, guild: guild ?? null, force, store }),
  );
  const where = guild === undefined ? "everywhere" : `in server ${guild}`;
  stdout.write(
    done === "registered"
      ? `The commands are registered ${where}.\n`
      : `The commands are registered ${where} as they are; nothing was sent. --force sends them all the same.\n`,
  );
  return 0;
}
