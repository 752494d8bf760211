import { createHash } from "node:crypto";
import type { REST } from "discord.js";
import { Routes } from "discord.js";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";
import { COMMANDS } from "./commands.ts";
import type { RestOptions } from "./rest.ts";
import { createRest, describeStartupError } from "./rest.ts";

interface Registration {
  readonly applicationId: string;
  /** A server id, to register the commands only there; null for all servers. */
  readonly guild: string | null;
  /** Holds the hash of the last registration. */
  readonly store: Store;
  /** Registers the commands even if nothing has changed. */
  readonly force?: boolean;
}

export interface CommandRegistration extends Registration {
  readonly rest: Pick<REST, "put">;
}

export type RegisterOptions = Registration & RestOptions;

/** Registers the commands without the gateway; rejects with a `ConfigurationError` if Discord refuses them. */
export async function registerWithoutGateway(options: RegisterOptions): Promise<"registered" | "unchanged"> {
  return asConfigurationError(registerCommands({ ...options, rest: createRest(options) }), describeStartupError);
}

/** Registers the commands with Discord, unless they are unchanged since the last registration. */
export async function registerCommands(registration: CommandRegistration): Promise<"registered" | "unchanged"> {
  const { rest, applicationId, guild, store, force = false } = registration;
  const key = adapterKey("discord", "registered", applicationId, ...(guild === null ? [] : [guild]));
  const hash = createHash("sha256").update(JSON.stringify(COMMANDS)).digest("hex");
  // If the store is unavailable, the commands are registered again, which does no harm.
  const [known] = await store.get([key]).catch(() => []);
  if (known === hash && !force) return "unchanged";
  const route =
    guild === null ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, guild);
  await rest.put(route, { body: COMMANDS });
  await store.commit({ put: [[key, hash]] }).catch(() => {});
  return "registered";
}
