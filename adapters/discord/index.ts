import type { ChatAdapter } from "#core/contracts.ts";
import type { DiscordOptions } from "./adapter.ts";

export { renderDiscord } from "./render.ts";
export type { DiscordOptions };

/** Loads discord.js and makes the adapter; a process without Discord never loads it. */
export async function createDiscordAdapter(options: DiscordOptions): Promise<ChatAdapter> {
  const { connectDiscord } = await import("./adapter.ts");
  return connectDiscord(options);
}
