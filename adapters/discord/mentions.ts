import { Routes } from "discord.js";
import type { APIMessage, GatewayMessageCreateDispatchData } from "discord-api-types/v10";
import { MessageType } from "discord-api-types/v10";
import type { Sender } from "#adapters/chat/handle-event.ts";
import { personalAnswer } from "#core/answers/kinds.ts";
import { isAnswered } from "#core/ask/is-answered.ts";
import type { Attachment, QuestionContext, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { discordAsker } from "./asker.ts";
import type { DiscordContext } from "./context.ts";
import { aboutMessage, readDiscordText } from "./message-text.ts";
import type { DiscordMessage } from "./render.ts";
import { notice, renderDiscord, unreadFileNotice, withUnreadFiles } from "./render.ts";
import { retryLostConnection } from "./rest.ts";
import { sendMessage } from "./send-message.ts";

export type GatewayMessage = GatewayMessageCreateDispatchData;

export interface MentionContext extends DiscordContext {
  /** The bot's user id. */
  readonly self: string;
  /** The server's locale, or the default one. */
  readonly locale: string;
}

/**
 * Answers a mention or a direct message. Bots, webhooks, role mentions and @everyone are ignored. Never rejects.
 */
export async function answerMention(message: GatewayMessage, context: MentionContext): Promise<void> {
  await context.handleEvent<MessageSender, void>({
    sender: () => senderOf(message, context),
    place: { server: message.guild_id ?? null, channel: message.channel_id },
    async answer(sender) {
      const answer = await answerMessage(message, sender, context);
      if (answer !== null) await send(message, answer, context);
    },
    // Discord has no ephemeral replies to messages.
    replyPrivately: (card) => send(message, { message: renderDiscord(card) }, context),
  });
}

interface MessageSender extends Sender {
  readonly question: QuestionContext;
}

/** Null for a message that is not addressed to Portcall. */
function senderOf(
  { id, author, guild_id: guild, mentions, webhook_id: webhook, type, channel_id: channel }: GatewayMessage,
  { self, locale }: MentionContext,
): MessageSender | null {
  if (author.bot === true || author.id === self || webhook !== undefined) return null;
  if (type !== MessageType.Default && type !== MessageType.Reply) return null;
  if (guild !== undefined && !mentions.some((mentioned) => mentioned.id === self)) return null;
  // A message event does not carry its author's permissions.
  const asker = discordAsker(guild ?? null, author, null);
  const question = { locale, asker, channel, requestId: `discord/${id}`, visibility: "public" } as const;
  return { person: asker.person, locale, question };
}

interface ChannelMessage {
  readonly message: DiscordMessage;
  readonly file?: Attachment | null;
}

/** Null if there is no question: Discord counts every reply to one of Portcall's messages as a mention. */
async function answerMessage(
  message: GatewayMessage,
  { question }: MessageSender,
  context: MentionContext,
): Promise<ChannelMessage | null> {
  const { author, content, guild_id: guild, attachments = [] } = message;
  const { ask, readFiles, self, locale } = context;
  const isAddressed = guild === undefined || content.includes(`<@${self}>`) || content.includes(`<@!${self}>`);
  const target = isAddressed ? (repliedTo(message, self) ?? forwardedIn(message)) : null;
  const own = isAddressed ? attachments : [];
  const text = readDiscordText(content);
  const isBare = text === "" && own.length === 0;
  if (isBare && target !== null) return explainMessage(target, author.id, question, context);
  const earlier = target === null ? {} : { repliedTo: async () => (await aboutMessage(target, readFiles)).question };
  const reply = await ask({ ...question, ...earlier, text, manner: "mention", files: () => readFiles(own) });
  // Another process with the same shard has made the change, and answers.
  if (reply.answer.kind === "refused" && reply.answer.reason === "repeated-request") return null;
  const unread = unreadFileNotice(reply, locale);
  // A mention without a question, in reply to a message, asks about that message.
  if (target !== null && (unread !== null || !isAnswered(reply)))
    return explainMessage(target, author.id, question, context);
  if (unread !== null) return { message: unread };
  if (!isAddressed && !isAnswered(reply)) return null;
  return (guild === undefined ? null : personalNotice(reply, context)) ?? publicMessage(reply, author.id, context);
}

/** Discord has no ephemeral replies to messages, so personal answers are not posted in a channel. */
function personalNotice(reply: Reply, { locale }: MentionContext): ChannelMessage | null {
  const answer = personalAnswer(reply);
  if (answer === null) return null;
  const messages = messagesFor(locale);
  const { personal, personalDone, title } = messages.discord;
  const text = (answer.isDone ? personalDone : personal)(`/port ${answer.query}`);
  return { message: notice(text, messages, title.personal) };
}

async function explainMessage(
  target: APIMessage,
  asker: string,
  question: QuestionContext,
  context: MentionContext,
): Promise<ChannelMessage> {
  const { question: about, unread } = await aboutMessage(target, context.readFiles);
  const reply = await context.ask({ ...question, ...about });
  const refused = unreadFileNotice(reply, context.locale, unread);
  if (refused !== null) return { message: refused };
  // Discord hides the content of messages that do not mention the bot.
  // https://discord.com/developers/docs/events/gateway#message-content-intent
  const messages = messagesFor(context.locale);
  if (!isAnswered(reply)) return { message: notice(messages.discord.unreadable, messages) };
  return publicMessage(withUnreadFiles(reply, unread, context.locale), asker, context);
}

function publicMessage(reply: Reply, asker: string, { renderer, locale }: MentionContext): ChannelMessage {
  return { message: renderer.renderPublic(reply, asker, locale), file: reply.attachment };
}

/** The message that this one replies to, unless it is Portcall's own. */
function repliedTo({ referenced_message: target }: GatewayMessage, self: string): APIMessage | null {
  return target === undefined || target === null || target.author.id === self ? null : target;
}

/** A message that forwards another one; without words of its own it asks about that one. */
function forwardedIn(message: GatewayMessage): APIMessage | null {
  return message.message_snapshots === undefined ? null : message;
}

async function send(
  { id, channel_id: channel }: GatewayMessage,
  { message, file = null }: ChannelMessage,
  { rest, logger, locale }: MentionContext,
): Promise<void> {
  const outgoing = {
    message: {
      ...message,
      allowed_mentions: { parse: [] as [], replied_user: false },
      // Discord drops a second message with the same nonce, so a retry does not post twice.
      nonce: id,
      enforce_nonce: true,
    },
    file,
    reference: { message_id: id, fail_if_not_exists: false },
  };
  await sendMessage(outgoing, {
    logger,
    locale,
    send: (data) => retryLostConnection(() => rest.post(Routes.channelMessages(channel), data)),
  });
}
