import type { App, MessageShortcut } from "@slack/bolt";
import type { ListenerContext } from "../listener-context.ts";
import { ephemeral, unreadFileMessage } from "../listener-context.ts";
import { EXPLAIN_MESSAGE, EXPLAIN_PASTE } from "../manifest.ts";
import { messageText, readAttachedFiles, readSlackText } from "../message-text.ts";
import type { SlackMessage } from "../render.ts";
import { renderSlack } from "../render.ts";
import { questionContext, senderOf } from "../sender.ts";

export function listenToShortcuts(app: App, listener: ListenerContext): void {
  listenToMessageShortcut(app, listener);
  listenToGlobalShortcut(app, listener);
}

/** Explains the ports in a message, only to the person who used the shortcut. */
function listenToMessageShortcut(app: App, listener: ListenerContext): void {
  const { ask, render, handleEvent, users, fileOrigins } = listener;
  app.shortcut<MessageShortcut>(
    { callback_id: EXPLAIN_MESSAGE, type: "message_action" },
    async ({ ack, shortcut, client, context, respond }) => {
      await ack();
      const { message, channel } = shortcut;
      const { id: user, username, name } = shortcut.user;
      const send = async (reply: SlackMessage) => {
        const { text, blocks } = reply;
        // The response_url may have expired. Posting to the channel works only if Portcall is a member.
        await respond(ephemeral(reply)).catch(() =>
          client.chat.postEphemeral({ channel: channel.id, user, text, blocks }),
        );
      };
      await handleEvent({
        sender: () => senderOf({ context, body: shortcut, user, name: username ?? name, client }, users),
        replyPrivately: (card) => send(renderSlack(card)),
        async answer({ asker, locale, team }) {
          const text = readSlackText(messageText(message));
          const files = () => readAttachedFiles(message.files, client.token, { origins: fileOrigins });
          const reply = await ask({ asker, locale, text, manner: "foreign", files, visibility: "private" });
          await send(reply.unreadFile === null ? render(reply) : unreadFileMessage(reply.unreadFile, locale));
          void users.refresh(team, [user], client);
        },
      });
    },
  );
}

/** Opens the form for a paste. */
function listenToGlobalShortcut(app: App, { handleEvent, users, openForm }: ListenerContext): void {
  app.shortcut({ callback_id: EXPLAIN_PASTE, type: "shortcut" }, async ({ ack, shortcut, client, context }) => {
    await ack();
    const { id: user } = shortcut.user;
    await handleEvent({
      sender: () => senderOf({ context, body: shortcut, user, client }, users),
      // A global shortcut has no channel, so this goes to the person's direct messages.
      async replyPrivately(card) {
        await client.chat.postMessage({ channel: user, ...renderSlack(card) });
      },
      answer: (sender) =>
        openForm({
          kind: { form: "explain" },
          triggerId: shortcut.trigger_id,
          context: questionContext(sender),
          client,
        }),
    });
  });
}
