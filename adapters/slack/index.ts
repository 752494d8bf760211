import type { SlackAdapter, SlackOptions } from "./adapter.ts";

export type { SlackAccess } from "./access.ts";
export type { SlackConnection } from "./connection.ts";
export { INSTALL_PATH } from "./manifest.ts";
export type { SlackMessage } from "./render.ts";
export { renderSlack } from "./render.ts";
export type { SlackAdapter, SlackOptions };

/** Loads Bolt and makes the adapter; a process without Slack never loads it. */
export async function createSlackAdapter(options: SlackOptions): Promise<SlackAdapter> {
  const { connectSlack } = await import("./adapter.ts");
  return connectSlack(options);
}
