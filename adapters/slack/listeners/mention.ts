import type { App } from "@slack/bolt";
import type { Question } from "#core/contracts.ts";
import type { InFlight } from "#core/in-flight.ts";
import { readSlackText } from "../inbound.ts";
import type { SlackMessage } from "../render.ts";

/** Answers a mention in its thread, or starts one under the message. Bots are never answered. */
export function listenToMentions(
  app: App,
  reply: (question: Question) => SlackMessage,
  inFlight: InFlight,
  onFailure: (error: unknown) => void,
): void {
  app.event("app_mention", async ({ event, client }) => {
    if (event.bot_id !== undefined) return;
    const message = reply({ text: readSlackText(event.text), manner: "mention", locale: "en" });
    const answer = { channel: event.channel, thread_ts: event.thread_ts ?? event.ts, ...message };
    await inFlight.follow(client.chat.postMessage(answer), onFailure);
  });
}
