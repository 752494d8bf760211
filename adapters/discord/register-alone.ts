import type { DiscordRegistering } from "./index.ts";
import { refusing } from "./refusal.ts";
import { registerCommands } from "./register.ts";
import { restAlone } from "./rest.ts";

/** Registers the commands without connecting. */
export async function registerAlone(options: DiscordRegistering): Promise<"registered" | "unchanged"> {
  return refusing(registerCommands({ ...options, rest: restAlone(options) }));
}
