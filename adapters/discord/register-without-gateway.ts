import type { Store } from "#core/host.ts";
import { registerCommands } from "./register.ts";
import { createRest } from "./rest.ts";
import { asConfigurationError } from "./startup-error.ts";

export interface RegisterOptions {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string | null;
  /** The server to register the commands in; null for everywhere. */
  readonly guild: string | null;
  readonly force: boolean;
  readonly store: Store;
}

/** Registers the commands without connecting. */
export async function registerWithoutGateway(options: RegisterOptions): Promise<"registered" | "unchanged"> {
  return asConfigurationError(registerCommands({ ...options, rest: createRest(options) }));
}
