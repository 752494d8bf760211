import { Routes } from "discord.js";
import type { APIMessage, GatewayMessageCreateDispatchData } from "discord-api-types/v10";
import { MessageType } from "discord-api-types/v10";
import type { AskedWithFiles } from "#core/ask/ask-with-files.ts";
import { askWithFiles, isAnswered } from "#core/ask/ask-with-files.ts";
import { explainMessage } from "#core/ask/explain-message.ts";
import type { PersonalAnswer } from "#core/ask/personal-answers.ts";
import { personalAnswer } from "#core/ask/personal-answers.ts";
import type { Attachment, Question, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { apology, slowDown } from "#core/present/apology.ts";
import { discordAsker } from "./asker.ts";
import { readDiscordText } from "./inbound.ts";
import type { InteractionContext } from "./interaction-context.ts";
import { notice } from "./interaction-context.ts";
import { attachedFiles, messageText } from "./message-text.ts";
import { withFile } from "./outcome.ts";
import type { DiscordMessage } from "./render.ts";
import { renderDiscord } from "./render.ts";

/** A message as the gateway sends it. */
export type GatewayMessage = GatewayMessageCreateDispatchData;

export interface MentionContext extends InteractionContext {
  /** The bot's own user id. */
  readonly self: string;
  /** The language of the server, or of nobody in particular. */
  readonly locale: string;
}

/**
 * Answers a message that mentions Portcall by name, or is sent to it directly. Bots and webhooks are never answered; a
 * role's mention and @everyone mention nobody.
 */
export async function answerMention(message: GatewayMessage, hearing: MentionContext): Promise<void> {
  const { author, guild_id: guild, mentions, webhook_id: webhook, type } = message;
  if (author.bot === true || author.id === hearing.self || webhook !== undefined) return;
  if (type !== MessageType.Default && type !== MessageType.Reply) return;
  const isAddressed = guild === undefined || mentions.some(({ id }) => id === hearing.self);
  if (!isAddressed) return;
  const messages = messagesFor(hearing.locale);
  const flood = hearing.flood.hit(`discord/${author.id}`);
  if (flood === "quiet") return;
  try {
    const answer = flood === "tell" ? { message: renderDiscord(slowDown(messages)) } : await answerTo(message, hearing);
    if (answer !== null) await send(message, answer, hearing);
  } catch (error) {
    const reference = hearing.newReference();
    hearing.logger.error({ platform: "discord", error, reference }, "A reply could not be sent.");
    // Where not even that can be sent, the log has it already.
    await send(message, { message: renderDiscord(apology(reference, messages)) }, hearing).catch(() => {});
  }
}

interface Answer {
  readonly message: DiscordMessage;
  readonly file?: Attachment | null;
}

/** Null for what asks nothing: Discord counts every reply to one of Portcall's messages as a mention. */
async function answerTo(message: GatewayMessage, hearing: MentionContext): Promise<Answer | null> {
  const { author, content, guild_id: guild, attachments = [] } = message;
  const isNamed = namesPortcall(message, hearing.self);
  const isSpokenTo = isNamed || guild === undefined;
  const other = isSpokenTo ? otherMessage(message, hearing.self) : null;
  const own = isSpokenTo ? attachments : [];
  const text = readDiscordText(content);
  const isBare = text === "" && own.length === 0;
  const asked = isBare && other !== null ? null : await ask(text, { ...message, attachments: own }, hearing);
  const reply = asked !== null && "reply" in asked ? asked.reply : null;
  // Words without a question in them, in reply to somebody's message, are about that message.
  if (other !== null && (reply === null || !isAnswered(reply))) return explain(other, message, hearing);
  if (asked !== null && "unread" in asked) {
    const messages = messagesFor(hearing.locale);
    return { message: notice(messages.discord.unreadFile[asked.unread], messages) };
  }
  if (reply === null || (!isSpokenTo && !isAnswered(reply))) return null;
  const thing = guild === undefined ? null : personalAnswer(reply.answer, text);
  return thing === null ? answerOf(reply, author.id, hearing) : pointTo(thing, hearing);
}

/** Discord has no private answers to messages: what is the asker's own is not posted where others read along. */
function pointTo({ query, isDone }: PersonalAnswer, { locale }: MentionContext): Answer {
  const messages = messagesFor(locale);
  const { alone, doneAlone, title } = messages.discord;
  return { message: notice((isDone ? doneAlone : alone)(`/port ${query}`), messages, title.alone) };
}

async function explain(other: APIMessage, message: GatewayMessage, hearing: MentionContext): Promise<Answer> {
  const messages = messagesFor(hearing.locale);
  const text = await messageText(other, hearing.attachmentOrigins);
  // Discord leaves out what a message says that does not mention Portcall (discord-api-docs, message content intent).
  if (text.trim() === "") return { message: notice(messages.discord.unreadable, messages) };
  const reply = await explainMessage(hearing.ask, readDiscordText(text), questionOf(message, hearing));
  return answerOf(reply, message.author.id, hearing);
}

function answerOf(reply: Reply, asker: string, { render, locale }: MentionContext): Answer {
  return { message: render.toEverybody(reply, asker, messagesFor(locale)), file: reply.attachment };
}

function ask(text: string, message: GatewayMessage, hearing: MentionContext): Promise<AskedWithFiles> {
  const question: Question = { ...questionOf(message, hearing), text, manner: "mention" };
  return askWithFiles(hearing.ask, question, () => attachedFiles(message, hearing.attachmentOrigins));
}

function questionOf(
  { author, guild_id: guild }: GatewayMessage,
  { locale }: MentionContext,
): Omit<Question, "text" | "manner"> {
  // What somebody may do in a server does not come with their messages.
  return { locale, asker: discordAsker(guild ?? null, author, null), visibility: "public" };
}

/** The message of somebody else that one replies to. */
function otherMessage({ referenced_message: referenced }: GatewayMessage, self: string): APIMessage | null {
  return referenced === undefined || referenced === null || referenced.author.id === self ? null : referenced;
}

/** Whether the bot's name is written in the message itself. */
function namesPortcall({ content }: GatewayMessage, self: string): boolean {
  return content.includes(`<@${self}>`) || content.includes(`<@!${self}>`);
}

async function send(message: GatewayMessage, answer: Answer, { rest }: MentionContext): Promise<void> {
  const body = {
    ...answer.message,
    allowed_mentions: { parse: [], replied_user: false },
    message_reference: { message_id: message.id, fail_if_not_exists: false },
    // A request that discord.js repeats is not posted twice.
    nonce: message.id,
    enforce_nonce: true,
  };
  await rest.post(Routes.channelMessages(message.channel_id), withFile(body, answer.file));
}
