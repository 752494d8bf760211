import { webApi } from "@slack/bolt";
import type { Card } from "#core/card/card.ts";
import { PostRefused } from "#core/chat-platform.ts";
import { renderSlack } from "./render.ts";

/** Posts a card to a channel without being asked. @throws PostRefused */
export async function postCard(client: webApi.WebClient, channel: string, card: Card): Promise<void> {
  try {
    await client.chat.postMessage({ channel, ...renderSlack(card) });
  } catch (error) {
    const reason = error instanceof webApi.WebAPIPlatformError ? error.data.error : "";
    throw REFUSALS.has(reason) ? new PostRefused(reason, { cause: error }) : error;
  }
}

/** Not `not_in_channel`, because somebody may add Portcall: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const REFUSALS: ReadonlySet<string> = new Set([
  "channel_not_found",
  "is_archived",
  "cannot_dm_bot",
  "user_not_found",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_non_threadable_channel",
  "restricted_action_thread_only_channel",
]);
