import type { App, MessageShortcut } from "@slack/bolt";
import { explainWithFiles } from "#core/ask/ask-with-files.ts";
import { visitorOf } from "../asker.ts";
import { readSlackText } from "../inbound.ts";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeral, localesFor, unreadFile } from "../listener-context.ts";
import { messageWords } from "../message-words.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";

/** The shortcuts, as the app's manifest names them. */
export const EXPLAIN_MESSAGE = "explain_message";
export const EXPLAIN_PASTE = "explain_paste";

/** In the menu of a message: explains the ports in it to who chose it. Anywhere: opens a form for a paste. */
export function listenToShortcuts(app: App, answering: ListenerContext): void {
  const { ask, render, attend, people, openForm, readFiles } = answering;
  app.shortcut<MessageShortcut>(
    { callback_id: EXPLAIN_MESSAGE, type: "message_action" },
    async ({ ack, shortcut, client, context, respond }) => {
      await ack();
      const user = shortcut.user.id;
      const name = shortcut.user.username ?? shortcut.user.name;
      const visitor = visitorOf({ context, body: shortcut, user, name }, people, client);
      if (visitor === null) return;
      const { team, person, asker } = visitor;
      const { locale } = localesFor(people, { team, user, bot: context.botUserId });
      const channel = shortcut.channel.id;
      const say = async (message: SlackMessage) => {
        const { text, blocks } = message;
        // The address for answers may have run out; the channel itself needs Portcall in it.
        await respond(ephemeral(message)).catch(() => client.chat.postEphemeral({ channel, user, text, blocks }));
      };
      await attend({
        person,
        locale,
        tell: (card) => say(renderSlack(card)),
        hush: async () => {},
        async work() {
          const text = readSlackText(messageWords(shortcut.message));
          const files = await readFiles(shortcut.message.files, client);
          const asked = await explainWithFiles(ask, text, files, { locale, asker, visibility: "private" });
          await say("unread" in asked ? unreadFile(asked.unread, locale) : render(asked.reply));
          void people.learn(team, [user], client);
        },
      });
    },
  );

  app.shortcut({ callback_id: EXPLAIN_PASTE, type: "shortcut" }, async ({ ack, shortcut, client, context }) => {
    await ack();
    const user = shortcut.user.id;
    const visitor = visitorOf({ context, body: shortcut, user }, people, client);
    if (visitor === null) return;
    const { team, person, asker } = visitor;
    const { locale } = localesFor(people, { team, user, bot: context.botUserId });
    await attend({
      person,
      locale,
      // A shortcut has no channel: what has to be said is said where the person talks with Portcall.
      tell: (card) => client.chat.postMessage({ channel: user, ...renderSlack(card) }),
      hush: async () => {},
      work: () => openForm({ kind: { form: "explain" }, trigger: shortcut.trigger_id, asker, locale, client }),
    });
  });
}
