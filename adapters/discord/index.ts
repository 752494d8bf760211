import type { Store } from "#core/host.ts";
import type { DiscordAdapter, DiscordOptions } from "./adapter.ts";

export { INTERACTIONS_PATH } from "./paths.ts";
export { renderDiscord } from "./render.ts";
export type { DiscordAdapter, DiscordOptions };

/** Loads discord.js and makes the adapter; a process without Discord never loads it. */
export async function createDiscordAdapter(options: DiscordOptions): Promise<DiscordAdapter> {
  const { connectDiscord } = await import("./adapter.ts");
  return connectDiscord(options);
}

export interface DiscordRegistering {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string | null;
  /** The server to register the commands in; null for everywhere. */
  readonly guild: string | null;
  readonly force: boolean;
  readonly store: Store;
}

/** Registers the commands with Discord, unless they are what was registered last; says whether it did. */
export async function registerDiscordCommands(options: DiscordRegistering): Promise<"registered" | "unchanged"> {
  const { registerAlone } = await import("./register-alone.ts");
  return registerAlone(options);
}
