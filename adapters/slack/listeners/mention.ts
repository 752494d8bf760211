import type { App } from "@slack/bolt";
import type { Ask } from "#core/contracts.ts";
import type { InFlight } from "#core/in-flight.ts";
import { slackAsker } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { RecentEvents } from "../recent-events.ts";
import type { Render } from "./command.ts";

export interface MentionOptions {
  readonly ask: Ask;
  readonly render: Render;
  readonly recentEvents: RecentEvents;
  readonly inFlight: InFlight;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Answers a mention in its thread, or starts one under the message; what concerns only who asked is shown to them
 * alone. Bots are never answered, and an event that Slack sends again is not answered again.
 */
export function listenToMentions(app: App, { ask, render, recentEvents, inFlight, onFailure }: MentionOptions): void {
  app.event("app_mention", async ({ event, client, body }) => {
    const { bot_id, channel, user, text, ts, thread_ts } = event;
    if (bot_id !== undefined || !recentEvents.isNew(body.event_id)) return;
    const asker = user === undefined ? null : slackAsker(body.team_id, user, user);
    const reply = await ask({ text: readSlackText(text), manner: "mention", locale: "en", asker });
    const payload = render(reply);
    const { text: words, blocks } = payload;
    const sent =
      reply.isPrivate && user !== undefined
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
