import type { SlackAdapter, SlackOptions } from "./adapter.ts";

export type { SlackMessage } from "./render.ts";
export { renderSlack } from "./render.ts";
export type { SlackAdapter, SlackOptions };

/** The path Slack is told to send requests to: Bolt's default. */
export const EVENTS_PATH = "/slack/events";

/** Loads Bolt and makes the adapter; a process without Slack never loads it. */
export async function createSlackAdapter(options: SlackOptions): Promise<SlackAdapter> {
  const { connectSlack } = await import("./adapter.ts");
  return connectSlack(options);
}
