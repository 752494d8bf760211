import { Routes } from "discord.js";
import type { APIMessage, GatewayMessageCreateDispatchData } from "discord-api-types/v10";
import { MessageType } from "discord-api-types/v10";
import type { Sender } from "#adapters/chat/handle-event.ts";
import { personalAnswer } from "#core/answers/kinds.ts";
import { isAnswered } from "#core/ask/ask.ts";
import type { Attachment, QuestionContext, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { discordAsker } from "./asker.ts";
import type { DiscordContext } from "./context.ts";
import { aboutMessage, readDiscordText } from "./message-text.ts";
import type { DiscordMessage } from "./render.ts";
import { notice, renderDiscord, unreadFileNotice } from "./render.ts";
import { withFile } from "./rest.ts";

/** A message as the gateway sends it. */
export type GatewayMessage = GatewayMessageCreateDispatchData;

export interface MentionContext extends DiscordContext {
  /** The bot's own user id. */
  readonly self: string;
  /** The language of the server, or of nobody in particular. */
  readonly locale: string;
}

/**
 * Answers a message that mentions Portcall by name, or is sent to it directly. Bots and webhooks are never answered; a
 * role's mention and @everyone mention nobody. Never rejects.
 */
export async function answerMention(message: GatewayMessage, context: MentionContext): Promise<void> {
  await context.handleEvent<MessageSender, void>({
    sender: () => senderOf(message, context),
    async answer(sender) {
      const answer = await answerTo(message, sender, context);
      if (answer !== null) await send(message, answer, context);
    },
    // Nothing is private in a channel.
    replyPrivately: (card) => send(message, { message: renderDiscord(card) }, context),
  });
}

interface MessageSender extends Sender {
  readonly question: QuestionContext;
}

/** Null for a message that does not speak to Portcall. */
function senderOf(
  { author, guild_id: guild, mentions, webhook_id: webhook, type }: GatewayMessage,
  { self, locale }: MentionContext,
): MessageSender | null {
  if (author.bot === true || author.id === self || webhook !== undefined) return null;
  if (type !== MessageType.Default && type !== MessageType.Reply) return null;
  if (guild !== undefined && !mentions.some(({ id }) => id === self)) return null;
  // Discord does not say with a message what its author may do in a server.
  const asker = discordAsker(guild ?? null, author, null);
  return { person: asker.person, locale, question: { locale, asker, visibility: "public" } };
}

interface ChannelMessage {
  readonly message: DiscordMessage;
  readonly file?: Attachment | null;
}

/** Null for what asks nothing: Discord counts every reply to one of Portcall's messages as a mention. */
async function answerTo(
  message: GatewayMessage,
  { question }: MessageSender,
  context: MentionContext,
): Promise<ChannelMessage | null> {
  const { author, content, guild_id: guild, attachments = [] } = message;
  const { ask, readFiles, self, locale } = context;
  const isAddressed = guild === undefined || content.includes(`<@${self}>`) || content.includes(`<@!${self}>`);
  const target = isAddressed ? repliedTo(message, self) : null;
  const own = isAddressed ? attachments : [];
  const text = readDiscordText(content);
  const isBare = text === "" && own.length === 0;
  if (isBare && target !== null) return explain(target, author.id, question, context);
  const reply = await ask({ ...question, text, manner: "mention", files: () => readFiles(own) });
  const unread = unreadFileNotice(reply, locale);
  // Words without a question in them, in reply to somebody's message, are about that message.
  if (target !== null && (unread !== null || !isAnswered(reply))) return explain(target, author.id, question, context);
  if (unread !== null) return { message: unread };
  if (!isAddressed && !isAnswered(reply)) return null;
  return (guild === undefined ? null : pointToPersonal(reply, context)) ?? show(reply, author.id, context);
}

/** Discord has no private answers to messages: what is the asker's own is not posted where others read along. */
function pointToPersonal(reply: Reply, { locale }: MentionContext): ChannelMessage | null {
  const answer = personalAnswer(reply);
  if (answer === null) return null;
  const messages = messagesFor(locale);
  const { personal, personalDone, title } = messages.discord;
  const text = (answer.isDone ? personalDone : personal)(`/port ${answer.query}`);
  return { message: notice(text, messages, title.personal) };
}

async function explain(
  target: APIMessage,
  asker: string,
  question: QuestionContext,
  context: MentionContext,
): Promise<ChannelMessage> {
  const reply = await context.ask({ ...question, ...aboutMessage(target, context.readFiles) });
  const unread = unreadFileNotice(reply, context.locale);
  if (unread !== null) return { message: unread };
  // Discord leaves out what a message says that does not mention Portcall (discord-api-docs, message content intent).
  const messages = messagesFor(context.locale);
  if (!isAnswered(reply)) return { message: notice(messages.discord.unreadable, messages) };
  return show(reply, asker, context);
}

function show(reply: Reply, asker: string, { render, locale }: MentionContext): ChannelMessage {
  return { message: render.toEverybody(reply, asker, locale), file: reply.attachment };
}

/** The message of somebody else that one replies to. */
function repliedTo({ referenced_message: target }: GatewayMessage, self: string): APIMessage | null {
  return target === undefined || target === null || target.author.id === self ? null : target;
}

async function send(
  { id, channel_id: channel }: GatewayMessage,
  { message, file = null }: ChannelMessage,
  { rest }: MentionContext,
): Promise<void> {
  const body = {
    ...message,
    allowed_mentions: { parse: [], replied_user: false },
    message_reference: { message_id: id, fail_if_not_exists: false },
    // A request that discord.js repeats is not posted twice.
    nonce: id,
    enforce_nonce: true,
  };
  await rest.post(Routes.channelMessages(channel), withFile(body, file));
}
