import type { App } from "@slack/bolt";
import type { Answering } from "../answering.ts";
import { localesFor } from "../answering.ts";
import { slackAsker } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";
import { renderAlone } from "../render-reply.ts";

/** Answers a person's direct messages, which need no mention. Bots, edits and whatever else happens there are not. */
export function listenToDirectMessages(app: App, { ask, attend, people, isFirst, recent }: Answering): void {
  app.event("message", async ({ event, client, body, context }) => {
    if (event.channel_type !== "im" || (event.subtype !== undefined && event.subtype !== "file_share")) return;
    const { channel, user, text: typed = "", thread_ts } = event;
    if ("bot_id" in event || user === undefined || typed === "" || "edited" in event) return;
    if (!(await isFirst(body.event_id))) return;
    const team = body.team_id;
    const asker = slackAsker({ team, user }, people, client);
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    const tell = (message: SlackMessage) =>
      client.chat.postMessage({ channel, ...message, ...(thread_ts === undefined ? {} : { thread_ts }) });
    await attend({
      person: asker.person,
      locale,
      tell: (card) => tell(renderSlack(card)),
      hush: async () => {},
      async work() {
        const text = readSlackText(typed);
        const reply = await ask({ text, manner: "mention", locale, asker });
        await tell(renderAlone(reply));
        recent.note(asker.person, text, reply.answer);
        void people.learn(team, [user], client);
      },
    });
  });
}
