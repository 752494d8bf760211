import type { App } from "@slack/bolt";
import { askWithFiles } from "#core/ask/ask-with-files.ts";
import { visitorOf } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { ListenerContext } from "../listener-context.ts";
import { localesFor, unreadFile } from "../listener-context.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";

/**
 * Answers a mention in its thread, or starts one under the message; what concerns only who asked is shown to them
 * alone. Bots and edits are never answered, and an event that Slack sends again is not answered again.
 */
export function listenToMentions(app: App, answering: ListenerContext): void {
  const { ask, render, attend, people, isFirst, recent, readFiles } = answering;
  app.event("app_mention", async ({ event, client, body, context }) => {
    const { bot_id, channel, user, ts, thread_ts } = event;
    if (bot_id !== undefined || user === undefined || "edited" in event) return;
    if (!(await isFirst(body.event_id))) return;
    const visitor = visitorOf({ context, body, user }, people, client);
    if (visitor === null) return;
    const { team, person, asker } = visitor;
    const locales = localesFor(people, { team, user, bot: context.botUserId });
    const thread = thread_ts === undefined ? {} : { thread_ts };
    const tell = ({ text, blocks }: SlackMessage) =>
      client.chat.postEphemeral({ channel, user, text, blocks, ...thread });
    await attend({
      person,
      locale: locales.locale,
      tell: (card) => tell(renderSlack(card)),
      hush: async () => {},
      async work() {
        const text = readSlackText(event.text);
        const question = { text, manner: "mention", ...locales, asker } as const;
        const asked = await askWithFiles(ask, question, () => readFiles(event.files, client));
        if ("unread" in asked) {
          await tell(unreadFile(asked.unread, locales.locale));
        } else {
          const message = render(asked.reply);
          if (asked.reply.isPrivate) await tell(message);
          else await client.chat.postMessage({ channel, thread_ts: thread_ts ?? ts, ...message });
          if (!asked.ofFiles) recent.note(person, text, asked.reply.answer);
        }
        void people.learn(team, [user, context.botUserId], client);
      },
    });
  });
}
