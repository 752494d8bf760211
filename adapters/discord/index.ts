import type { DiscordAdapter, DiscordOptions } from "./adapter.ts";
import type { RegisterOptions } from "./register.ts";

export { readComponent } from "./custom-id.ts";
export { renderCommandResponse, renderDiscord } from "./render.ts";
export type { DiscordAdapter, DiscordOptions };

/** Creates the adapter. discord.js is loaded here, so a process without Discord does not load it. */
export async function createDiscordAdapter(options: DiscordOptions): Promise<DiscordAdapter> {
  const { connectDiscord } = await import("./adapter.ts");
  return connectDiscord(options);
}

/** Registers the commands with Discord, unless they are unchanged since the last registration. */
export async function registerDiscordCommands(options: RegisterOptions): Promise<"registered" | "unchanged"> {
  const { registerWithoutGateway } = await import("./register.ts");
  return registerWithoutGateway(options);
}
