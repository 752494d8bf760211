import type { DiscordAdapter, DiscordOptions } from "./adapter.ts";
import type { DiscordRegistering } from "./register-alone.ts";

export { INTERACTIONS_PATH } from "./paths.ts";
export type { DiscordRegistering } from "./register-alone.ts";
export { renderDiscord } from "./render.ts";
export type { DiscordAdapter, DiscordOptions };

/** Loads discord.js and makes the adapter; a process without Discord never loads it. */
export async function createDiscordAdapter(options: DiscordOptions): Promise<DiscordAdapter> {
  const { connectDiscord } = await import("./adapter.ts");
  return connectDiscord(options);
}

/** Registers the commands with Discord, unless they are what was registered last; says whether it did. */
export async function registerDiscordCommands(options: DiscordRegistering): Promise<"registered" | "unchanged"> {
  const { registerAlone } = await import("./register-alone.ts");
  return registerAlone(options);
}
