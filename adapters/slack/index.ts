import type { Store } from "#core/host.ts";
import type { SlackAdapter, SlackOptions } from "./adapter.ts";

export type { SlackAccess } from "./access.ts";
export { readComponentAction } from "./action-blocks.ts";
export type { SlackConnection } from "./connection.ts";
export { installedTeams, removeInstallation } from "./installations.ts";
export { INSTALL_PATH } from "./manifest.ts";
export type { SlackMessage } from "./render.ts";
export { renderCommandResponse, renderSlack } from "./render.ts";
export type { SlackAdapter, SlackOptions };

/** Encrypts all tokens in the store with the first of the keys, which are 32 bytes each. @returns how many installations */
export async function encryptSlackTokens(store: Store, keys: readonly Uint8Array[]): Promise<number> {
  const { encryptInstallations } = await import("./installations.ts");
  const { createTokenCipher } = await import("./token-cipher.ts");
  return encryptInstallations(store, createTokenCipher(keys));
}

/** Creates the adapter. Bolt is loaded here, so a process without Slack does not load it. */
export async function createSlackAdapter(options: SlackOptions): Promise<SlackAdapter> {
  const { connectSlack } = await import("./adapter.ts");
  return connectSlack(options);
}
