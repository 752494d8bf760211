import { createHash } from "node:crypto";
import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type { Store } from "#core/host.ts";
import { COMMANDS } from "./commands.ts";

export interface CommandRegistration {
  readonly rest: Pick<REST, "put">;
  readonly applicationId: string;
  /** The server to register them in, at once, for trying; null for everywhere. */
  readonly guild: string | null;
  /** Remembers what was registered last. */
  readonly store: Store;
  /** Whether to register them although nothing has changed. */
  readonly force?: boolean;
}

/** Registers the commands with Discord, unless they are what was registered last. Says whether it did. */
export async function registerCommands(registering: CommandRegistration): Promise<"registered" | "unchanged"> {
  const { rest, applicationId, guild, store, force = false } = registering;
  const key = `1/discord/registered/${applicationId}${guild === null ? "" : `/${guild}`}`;
  const hash = createHash("sha256").update(JSON.stringify(COMMANDS)).digest("hex");
  // A store that is away knows nothing: registering once more does no harm.
  const [known] = await store.get([key]).catch(() => []);
  if (known === hash && !force) return "unchanged";
  const route =
    guild === null ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, guild);
  await rest.put(route, { body: COMMANDS });
  await store.commit({ put: [[key, hash]] }).catch(() => {});
  return "registered";
}
