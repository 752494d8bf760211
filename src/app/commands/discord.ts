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

/** Registers the commands in one server or everywhere. */
export async function registerCommands(
  { guild, force = false }: RegisterOptions,
  _args: unknown,
  { stdout }: Terminal,
): Promise<ExitCode> {
  if (guild !== undefined && !/^\d{5,20}$/.test(guild)) {
    throw new UsageError(`"${guild}" is not a server id (digits only).`);
  }
  const { discord, store: url, logLevel } = readConfig();
  if (discord === null) throw new ConfigurationError("DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing.");
  const outcome = await withStore(url, createLogger(logLevel), (store) =>
    registerDiscordCommands({ ...discord, guild: guild ?? null, force, store }),
  );
  const where = guild === undefined ? "everywhere" : `in server ${guild}`;
  stdout.write(
    outcome === "registered"
      ? `Commands registered ${where}.\n`
      : `Commands are already registered ${where}. Use --force to send them again.\n`,
  );
  return 0;
}
