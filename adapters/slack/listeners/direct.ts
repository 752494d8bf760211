import type { App } from "@slack/bolt";
import { askWithFiles } from "#core/ask/ask-with-files.ts";
import { visitorOf } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { ListenerContext } from "../listener-context.ts";
import { localesFor, unreadFile } from "../listener-context.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";
import { renderAlone } from "../render-reply.ts";

/** Answers a person's direct messages, which need no mention. Bots, edits and whatever else happens there are not. */
export function listenToDirectMessages(app: App, answering: ListenerContext): void {
  const { ask, attend, people, isFirst, recent, readFiles } = answering;
  app.event("message", async ({ event, client, body, context }) => {
    if (event.channel_type !== "im" || (event.subtype !== undefined && event.subtype !== "file_share")) return;
    const { channel, user, text: typed = "", thread_ts } = event;
    if ("bot_id" in event || user === undefined || "edited" in event) return;
    const files = event.files ?? [];
    if (typed === "" && files.length === 0) return;
    if (!(await isFirst(body.event_id))) return;
    const visitor = visitorOf({ context, body, user }, people, client);
    if (visitor === null) return;
    const { team, person, asker } = visitor;
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    const tell = (message: SlackMessage) =>
      client.chat.postMessage({ channel, ...message, ...(thread_ts === undefined ? {} : { thread_ts }) });
    await attend({
      person,
      locale,
      tell: (card) => tell(renderSlack(card)),
      hush: async () => {},
      async work() {
        const text = readSlackText(typed);
        const question = { text, manner: "mention", locale, asker } as const;
        const asked = await askWithFiles(ask, question, () => readFiles(files, client));
        if ("unread" in asked) {
          await tell(unreadFile(asked.unread, locale));
        } else {
          await tell(renderAlone(asked.reply));
          if (!asked.ofFiles) recent.note(person, text, asked.reply.answer);
        }
        void people.learn(team, [user], client);
      },
    });
  });
}
