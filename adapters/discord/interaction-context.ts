import type { REST } from "discord.js";
import type { APIInteraction, APIUser, InteractionType } from "discord-api-types/v10";
import type { RateLimiter } from "#adapters/chat/rate-limiter.ts";
import { renderOnce } from "#adapters/chat/render-once.ts";
import type { Card } from "#core/card/card.ts";
import type { Ask, Question, Reply, Suggest } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { askerOf } from "./asker.ts";
import { ownedBy } from "./components.ts";
import type { DiscordMessage } from "./render.ts";
import { renderDiscord } from "./render.ts";

/** Everything but the ping by which Discord tries an address. */
export type AnswerableInteraction = Exclude<APIInteraction, { readonly type: InteractionType.Ping }>;

/** What answering anything from Discord needs. */
export interface InteractionContext {
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly logger: Logger;
  readonly rest: REST;
  readonly flood: RateLimiter;
  /** The origins that attachments may be fetched from. */
  readonly attachmentOrigins: readonly string[];
  /** Milliseconds an answer may take before Discord is told that it takes longer; Discord waits for three seconds. */
  readonly patience: number;
  /** A short new word that leads from what a person was told to the log. */
  newReference(): string;
  readonly render: ReplyRenderer;
}

/** Renders replies, each once for each audience. */
export interface ReplyRenderer {
  toAsker(reply: Reply): DiscordMessage;
  /** @param owner the id of the user who may delete it */
  toEverybody(reply: Reply, owner: string, messages: Messages): DiscordMessage;
}

export function createReplyRenderer(): ReplyRenderer {
  const toAsker = renderOnce(({ card, actions }) => renderDiscord(card, actions, "asker"));
  const toEverybody = renderOnce(({ card, actions }) => renderDiscord(card, actions, "everybody"));
  return { toAsker, toEverybody: (reply, owner, messages) => owned(toEverybody(reply), owner, messages) };
}

/** The same message with its Delete button in the owner's hands. */
export function owned(message: DiscordMessage, owner: string, messages: Messages): DiscordMessage {
  return { ...message, components: ownedBy(message.components, owner, messages.discord.delete) };
}

/** Who asks with an interaction, and in which languages to answer. */
export function questionOf(interaction: AnswerableInteraction, user: APIUser): Omit<Question, "text"> {
  const { locale, guild_locale: publicLocale } = interaction;
  return {
    manner: "command",
    locale,
    asker: askerOf(interaction, user),
    ...(publicLocale === undefined ? {} : { publicLocale }),
  };
}

/** The words for what everybody in the channel is to see. */
export function channelMessages({ locale, guild_locale: publicLocale }: AnswerableInteraction): Messages {
  return messagesFor(publicLocale ?? locale);
}

/** A sentence that stands for an answer. */
export function notice(text: string, messages: Messages, title = messages.discord.title.refused): DiscordMessage {
  const card: Card = {
    title,
    status: "information",
    body: [{ type: "text", content: [text] }],
    footnote: "",
  };
  return renderDiscord(card);
}
