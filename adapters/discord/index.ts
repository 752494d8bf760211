import type { DiscordAdapter, DiscordOptions } from "./adapter.ts";
import type { RegisterOptions } from "./register.ts";

export { renderDiscord } from "./render.ts";
export type { DiscordAdapter, DiscordOptions };

/** Loads discord.js and makes the adapter; a process without Discord never loads it. */
export async function createDiscordAdapter(options: DiscordOptions): Promise<DiscordAdapter> {
  const { connectDiscord } = await import("./adapter.ts");
  return connectDiscord(options);
}

/** Registers the commands with Discord, unless they are what was registered last; says whether it did. */
export async function registerDiscordCommands(options: RegisterOptions): Promise<"registered" | "unchanged"> {
  const { registerWithoutGateway } = await import("./register.ts");
  return registerWithoutGateway(options);
}
