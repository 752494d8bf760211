import type { APIInteractionResponse, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { Attachment, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { InteractionSender } from "./asker.ts";
import type { Audience } from "./components.ts";
import type { DiscordMessage, ReplyRenderer } from "./render.ts";
import { notice } from "./render.ts";

/** The response to an interaction, before it is known whether it has to be deferred. */
export type InteractionResponse =
  | NewMessage
  | MessageUpdate
  | {
      readonly kind: "modal";
      readonly modal: APIModalInteractionResponseCallbackData;
      /** Shown to the asker if the response was deferred, because no modal can be opened after that. */
      readonly fallback: DiscordMessage | null;
    }
  /** Deletes the message whose component was used. */
  | { readonly kind: "delete" };

export interface NewMessage {
  readonly kind: "message";
  readonly message: DiscordMessage;
  /** A private message is ephemeral. */
  readonly audience: Audience;
  readonly file: Attachment | null;
}

/** Replaces the message whose component was used, and its files. */
export interface MessageUpdate {
  readonly kind: "update";
  readonly message: DiscordMessage;
  readonly file: Attachment | null;
}

export function privateMessage(message: DiscordMessage, file: Attachment | null = null): NewMessage {
  return { kind: "message", message, audience: "private", file };
}

/** A private message with one sentence instead of a card. */
export function privateNotice(text: "unknown" | "notYours" | "nothingToExplain", locale: string): NewMessage {
  const messages = messagesFor(locale);
  return privateMessage(notice(messages.discord[text], messages));
}

/** A reply as a new message, private or public as the reply says. */
export function newMessage(
  reply: Reply,
  { user, locale, question: { publicLocale = locale } }: InteractionSender,
  renderer: ReplyRenderer,
): NewMessage {
  if (reply.isPrivate) return privateMessage(renderer.renderPrivate(reply), reply.attachment);
  const message = renderer.renderPublic(reply, user.id, publicLocale);
  return { kind: "message", message, audience: "public", file: reply.attachment };
}

/** How a response is deferred: as a new message that is private or public, or as an update of the old one. */
export type DeferralType = Audience | "update";

export const DEFERRED_RESPONSES: Readonly<Record<DeferralType, APIInteractionResponse>> = {
  private: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
  public: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  update: { type: InteractionResponseType.DeferredMessageUpdate },
};

/** Files (over HTTP) and deletions cannot be sent as the initial response and need a deferral; null for all others. */
export function requiredDeferral(reply: InteractionResponse): DeferralType | null {
  if (reply.kind === "delete") return "update";
  if (reply.kind === "modal" || reply.file === null) return null;
  return reply.kind === "update" ? "update" : reply.audience;
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction */
export function toApiResponse(reply: InteractionResponse): APIInteractionResponse {
  switch (reply.kind) {
    case "message":
      return reply.audience === "private" ? privateResponse(reply.message) : messageResponse(reply);
    case "update":
      return { type: InteractionResponseType.UpdateMessage, data: { ...reply.message, attachments: [] } };
    case "modal":
      return { type: InteractionResponseType.Modal, data: reply.modal };
    case "delete":
      return DEFERRED_RESPONSES.update;
    default:
      return assertNever(reply);
  }
}

function messageResponse(reply: NewMessage): APIInteractionResponse {
  return { type: InteractionResponseType.ChannelMessageWithSource, data: messageData(reply) };
}

/** The same object for the same message, so that it is turned into bytes once, however many people ask. */
const privateResponse = oncePerObject((message: DiscordMessage) => messageResponse(privateMessage(message)));

/** A new message with the ephemeral flag, if it is private. */
export function messageData({ message, audience }: NewMessage) {
  return audience === "public" ? message : { ...message, flags: MessageFlags.Ephemeral as const };
}
