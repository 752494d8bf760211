import type { SlackAdapter, SlackOptions } from "./adapter.ts";

export type { SlackAccess } from "./access.ts";
export type { SlackConnection } from "./connection.ts";
export { INSTALL_PATH } from "./manifest.ts";
export type { SlackMessage } from "./render.ts";
export { renderCommandResponse, renderSlack } from "./render.ts";
export type { SlackAdapter, SlackOptions };

/** Creates the adapter. Bolt is loaded here, so a process without Slack does not load it. */
export async function createSlackAdapter(options: SlackOptions): Promise<SlackAdapter> {
  const { connectSlack } = await import("./adapter.ts");
  return connectSlack(options);
}
