import type { App, MessageShortcut } from "@slack/bolt";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeral, unreadFileMessage } from "../listener-context.ts";
import { EXPLAIN_MESSAGE, EXPLAIN_PASTE } from "../manifest.ts";
import { messageText, readAttachedFiles, readSlackText } from "../message-text.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";
import { questionContext, senderOf } from "../sender.ts";

/** In the menu of a message: explains the ports in it to who chose it. Anywhere: opens a form for a paste. */
export function listenToShortcuts(app: App, listener: ListenerContext): void {
  const { ask, render, handleEvent, users, openForm, fileOrigins } = listener;

  app.shortcut<MessageShortcut>(
    { callback_id: EXPLAIN_MESSAGE, type: "message_action" },
    async ({ ack, shortcut, client, context, respond }) => {
      await ack();
      const { user: by, message, channel } = shortcut;
      const name = by.username ?? by.name;
      const say = async (said: SlackMessage) => {
        const { text, blocks } = said;
        const inChannel = { channel: channel.id, user: by.id, text, blocks };
        // The response_url may have expired; the channel itself needs Portcall in it.
        await respond(ephemeral(said)).catch(() => client.chat.postEphemeral(inChannel));
      };
      await handleEvent({
        sender: () => senderOf({ context, body: shortcut, user: by.id, name, client }, users),
        replyPrivately: (card) => say(renderSlack(card)),
        async answer({ asker, locale, team, user }) {
          const text = readSlackText(messageText(message));
          const files = () => readAttachedFiles(message.files, client.token, { origins: fileOrigins });
          const reply = await ask({ asker, locale, text, manner: "foreign", files, visibility: "private" });
          await say(reply.unreadFile === null ? render(reply) : unreadFileMessage(reply.unreadFile, locale));
          void users.learn(team, [user], client);
        },
      });
    },
  );

  app.shortcut({ callback_id: EXPLAIN_PASTE, type: "shortcut" }, async ({ ack, shortcut, client, context }) => {
    await ack();
    const { id: user } = shortcut.user;
    await handleEvent({
      sender: () => senderOf({ context, body: shortcut, user, client }, users),
      // A shortcut has no channel: the words go to the person's direct messages.
      async replyPrivately(card) {
        await client.chat.postMessage({ channel: user, ...renderSlack(card) });
      },
      answer: (sender) =>
        openForm({ kind: { form: "explain" }, trigger: shortcut.trigger_id, context: questionContext(sender), client }),
    });
  });
}
