import { parseArgs } from "node:util";
import { registerDiscordCommands } from "#adapters/discord/index.ts";
import { openStore } from "#adapters/store/index.ts";
import { ConfigurationError } from "#core/host.ts";
import { readConfig } from "./config.ts";
import { createLogger } from "./log.ts";

const USAGE = `Usage:
  npm run discord:register [-- [--guild ID] [--force]]
      registers Portcall's commands with Discord, unless nothing has changed since the last time

  --guild ID   in one server only, for trying them there; without it everywhere
  --force      although nothing has changed
`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  try {
    const { guild, force = false } = readArgs(args);
    const { discord, store: url, logLevel } = readConfig();
    if (discord === null) throw new ConfigurationError("DISCORD_TOKEN and DISCORD_APPLICATION_ID are missing.");
    const store = await openStore(url, { logger: createLogger(logLevel) });
    try {
      const done = await registerDiscordCommands({ ...discord, guild: guild ?? null, force, store });
      const where = guild === undefined ? "everywhere" : `in server ${guild}`;
      process.stdout.write(
        done === "registered"
          ? `The commands are registered ${where}.\n`
          : `The commands are registered ${where} as they are; nothing was sent. --force sends them all the same.\n`,
      );
      return 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** parseArgs throws plain errors for unknown options, which are the caller's mistake and not a fault. */
function readArgs(args: readonly string[]): { readonly guild?: string | undefined; readonly force?: boolean } {
  try {
    const options = { guild: { type: "string" }, force: { type: "boolean" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.guild === undefined || /^\d{5,20}$/.test(values.guild)) return values;
    throw new Error(`"${values.guild}" is no server's id; it is digits only.`);
  } catch (error) {
    throw new ConfigurationError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}
