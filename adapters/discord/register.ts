import { createHash } from "node:crypto";
import type { REST } from "discord.js";
import { Routes } from "discord.js";
import { asConfigurationError } from "#adapters/chat/startup-error.ts";
import type { Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";
import { COMMAND, COMMANDS } from "./commands.ts";
import type { RestOptions } from "./rest.ts";
import { createRest, describeRefusal } from "./rest.ts";

interface Registration {
  readonly applicationId: string;
  /** A server id, to register the commands only there; null for all servers. */
  readonly guild: string | null;
  /** Holds the hash of the last registration, and the id of `/port`. */
  readonly store: Store;
  /** Registers the commands even if nothing has changed. */
  readonly force?: boolean;
}

export interface CommandRegistration extends Registration {
  readonly rest: Pick<REST, "put">;
}

export type RegisterOptions = Registration & RestOptions;

export interface RegisteredCommands {
  readonly outcome: "registered" | "unchanged";
  /** The id that Discord gave `/port`; null if it is not known. */
  readonly commandId: string | null;
}

/** Registers the commands without the gateway; rejects with a `ConfigurationError` if that fails. */
export async function registerWithoutGateway(options: RegisterOptions): Promise<RegisteredCommands["outcome"]> {
  const registering = registerCommands({ ...options, rest: createRest(options) });
  const describe = (error: unknown) => describeRefusal(error) ?? "Discord could not be reached";
  return (await asConfigurationError(registering, describe)).outcome;
}

/** Registers the commands with Discord, unless they are unchanged since the last registration. */
export async function registerCommands(registration: CommandRegistration): Promise<RegisteredCommands> {
  const { rest, applicationId, guild, store, force = false } = registration;
  const key = adapterKey("discord", "registered", applicationId, ...(guild === null ? [] : [guild]));
  const hash = createHash("sha256").update(JSON.stringify(COMMANDS)).digest("hex");
  // If the store is unavailable, the commands are registered again, which does no harm.
  const [known] = await store.get([key]).catch(() => []);
  if (!force && textIn(known, "hash") === hash) return { outcome: "unchanged", commandId: textIn(known, "commandId") };
  const route =
    guild === null ? Routes.applicationCommands(applicationId) : Routes.applicationGuildCommands(applicationId, guild);
  const commandId = commandIdIn(await rest.put(route, { body: COMMANDS }));
  await store.commit({ put: [[key, { hash, commandId }]] }).catch(() => {});
  return { outcome: "registered", commandId };
}

/** The id of `/port` in Discord's list of the registered commands. */
function commandIdIn(response: unknown): string | null {
  const commands: readonly unknown[] = Array.isArray(response) ? response : [];
  return textIn(
    commands.find((command) => textIn(command, "name") === COMMAND),
    "id",
  );
}

function textIn(value: unknown, key: string): string | null {
  const found = Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
  return typeof found === "string" ? found : null;
}
