import type { App } from "@slack/bolt";
import type { InFlight } from "#core/in-flight.ts";
import type { Replies } from "#core/replies.ts";
import { readSlackText } from "../inbound.ts";
import type { SlackMessage } from "../render.ts";

/**
 * Answers a mention in its thread, or starts one under the message; what concerns only who asked is shown to them
 * alone. Bots are never answered.
 */
export function listenToMentions(
  app: App,
  reply: Replies<SlackMessage>,
  inFlight: InFlight,
  onFailure: (error: unknown) => void,
): void {
  app.event("app_mention", async ({ event, client }) => {
    const { bot_id, channel, user, text, ts, thread_ts } = event;
    if (bot_id !== undefined) return;
    const { payload, isPrivate } = reply({ text: readSlackText(text), manner: "mention", locale: "en" });
    const { text: words, blocks } = payload;
    const sent =
      isPrivate && user !== undefined
        ? client.chat.postEphemeral({
            channel,
            user,
            text: words,
            blocks,
            ...(thread_ts === undefined ? {} : { thread_ts }),
          })
        : client.chat.postMessage({ channel, thread_ts: thread_ts ?? ts, ...payload });
    await inFlight.follow(sent, onFailure);
  });
}
