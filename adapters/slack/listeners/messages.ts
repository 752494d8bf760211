import type { App } from "@slack/bolt";
import type { Reply } from "#core/chat-platform.ts";
import type { ListenerContext } from "../listener-context.ts";
import { unreadFileMessage } from "../listener-context.ts";
import { readAttachedFiles, readSlackText } from "../message-text.ts";
import { textIn } from "../payload.ts";
import type { SlackMessage } from "../render.ts";
import { renderInOwnSpace, renderSlack } from "../render.ts";
import type { SlackEvent } from "../sender.ts";
import { questionContext, senderOf } from "../sender.ts";

/** Answers mentions in channels, and direct messages. Bots, edits and redelivered events are ignored. */
export function listenToMessages(app: App, listener: ListenerContext): void {
  app.event("app_mention", async ({ event, client, body, context }) => {
    const { bot_id, channel, user, text, files, ts, thread_ts } = event;
    if (bot_id !== undefined || user === undefined || "edited" in event) return;
    // Slackbot posts people's reminders.
    if (user === SLACKBOT || textIn(event, "subtype") === "bot_message") return;
    const thread = thread_ts === undefined ? {} : { thread_ts };
    const replyPrivately = ({ text: title, blocks }: SlackMessage) =>
      client.chat.postEphemeral({ channel, user, text: title, blocks, ...thread });
    const send = async (reply: Reply) => {
      const { isPrivate, beside } = reply;
      if (isPrivate) return void (await replyPrivately(listener.render(reply)));
      await client.chat.postMessage({ channel, thread_ts: thread_ts ?? ts, ...listener.render(reply) });
      if (beside !== null) await replyPrivately(listener.render(beside));
    };
    const message = { text, files, channel, eventId: body.event_id, isDirect: false, reply: send, replyPrivately };
    await answerMessage({ ...message, context, body, user, client }, listener);
  });

  app.event("message", async ({ event, client, body, context }) => {
    if (event.channel_type !== "im" || (event.subtype !== undefined && event.subtype !== "file_share")) return;
    const { channel, user, text = "", files = [], thread_ts } = event;
    if ("bot_id" in event || user === undefined || "edited" in event) return;
    if (text === "" && files.length === 0) return;
    const replyPrivately = (message: SlackMessage) =>
      client.chat.postMessage({ channel, ...message, ...(thread_ts === undefined ? {} : { thread_ts }) });
    const send = (reply: Reply) => replyPrivately(renderInOwnSpace(reply));
    const message = { text, files, channel, eventId: body.event_id, isDirect: true, reply: send, replyPrivately };
    await answerMessage({ ...message, context, body, user, client }, listener);
  });
}

const SLACKBOT = "USLACKBOT";

/** A message that is addressed to Portcall. */
interface IncomingMessage extends SlackEvent {
  readonly text: string;
  readonly files: unknown;
  readonly channel: string;
  readonly eventId: string;
  /** Whether it is a direct message. */
  readonly isDirect: boolean;
  reply(reply: Reply): Promise<unknown>;
  replyPrivately(message: SlackMessage): Promise<unknown>;
}

async function answerMessage(message: IncomingMessage, listener: ListenerContext): Promise<void> {
  const { client, context, isDirect } = message;
  const { ask, handleEvent, users, isFirstDelivery, fileOrigins, recent } = listener;
  if (!(await isFirstDelivery(message.eventId))) return;
  await handleEvent({
    sender: () => senderOf(message, users),
    place: { workspace: context.teamId, channel: message.channel },
    replyPrivately: (card) => message.replyPrivately(renderSlack(card)),
    async answer(sender) {
      const { asker, locale, team, user, person, channel } = sender;
      const text = readSlackText(message.text);
      const files = () => readAttachedFiles(message.files, client.token, { origins: fileOrigins });
      // In a direct message, the asker's locale is used for public answers too.
      const question = isDirect ? { asker, locale, channel } : questionContext(sender);
      const reply = await ask({ ...question, text, manner: "mention", files });
      if (reply.unreadFile === null) await message.reply(reply);
      else await message.replyPrivately(unreadFileMessage(reply.unreadFile, locale));
      if (reply.unreadFile === null && !reply.isFromFiles) recent.add(person, text, reply.answer);
      void users.refresh(team, isDirect ? [user] : [user, context.botUserId], client);
    },
  });
}
