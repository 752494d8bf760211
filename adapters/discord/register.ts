import { createHash } from "node:crypto";
import type { REST } from "discord.js";
import { Routes } from "discord.js";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";
import { COMMANDS } from "./commands.ts";
import type { RestOptions } from "./rest.ts";
import { blame, createRest } from "./rest.ts";

interface Registration {
  readonly applicationId: string;
  /** The server to register them in, at once, for trying; null for everywhere. */
  readonly guild: string | null;
  /** Remembers what was registered last. */
  readonly store: Store;
  /** Whether to register them although nothing has changed. */
  readonly force?: boolean;
}

export interface CommandRegistration extends Registration {
  readonly rest: Pick<REST, "put">;
}

export type RegisterOptions = Registration & RestOptions;

/** Registers the commands without connecting; rejects with a `ConfigurationError` where Discord refuses them. */
export async function registerWithoutGateway(options: RegisterOptions): Promise<"registered" | "unchanged"> {
  return asConfigurationError(registerCommands({ ...options, rest: createRest(options) }), blame);
}

/** Registers the commands with Discord, unless they are what was registered last. Says whether it did. */
export async function registerCommands(registration: CommandRegistration): Promise<"registered" | "unchanged"> {
  const { rest, applicationId, guild, store, force = false } = registration;
  const key = adapterKey("discord", "registered", applicationId, ...(guild === null ? [] : [guild]));
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
