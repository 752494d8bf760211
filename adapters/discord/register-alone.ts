import type { Store } from "#core/host.ts";

import { refusing } from "./refusal.ts";
import { registerCommands } from "./register.ts";
import { restAlone } from "./rest.ts";

export interface DiscordRegistering {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string | null;
  /** The server to register the commands in; null for everywhere. */
  readonly guild: string | null;
  readonly force: boolean;
  readonly store: Store;
}

/** Registers the commands without connecting. */
export async function registerAlone(options: DiscordRegistering): Promise<"registered" | "unchanged"> {
  return refusing(registerCommands({ ...options, rest: restAlone(options) }));
}
