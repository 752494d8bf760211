import type { App } from "@slack/bolt";
import type { Ask } from "#core/contracts.ts";
import type { InFlight } from "#core/in-flight.ts";
import { readSlackText } from "../inbound.ts";
import { renderSlack } from "../render.ts";

/** Answers a mention in its thread, or starts one under the message. Bots are never answered. */
export function listenToMentions(app: App, ask: Ask, inFlight: InFlight, onFailure: (error: unknown) => void): void {
  app.event("app_mention", async ({ event, client }) => {
    if (event.bot_id !== undefined) return;
    const { card } = ask({ text: readSlackText(event.text), manner: "mention", locale: "en" });
    const reply = { channel: event.channel, thread_ts: event.thread_ts ?? event.ts, ...renderSlack(card) };
    await inFlight.follow(client.chat.postMessage(reply), onFailure);
  });
}
