import type { APIInteractionResponse, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { Attachment, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { InteractionSender } from "./asker.ts";
import type { DiscordMessage, ReplyRenderer } from "./render.ts";
import { notice } from "./render.ts";

/** How an interaction is answered. */
export type InteractionReply =
  | NewMessage
  | UpdatedMessage
  | {
      readonly kind: "modal";
      readonly modal: APIModalInteractionResponseCallbackData;
      /** Shown to the asker where the reply was deferred, and no modal can be opened any more. */
      readonly fallback: DiscordMessage | null;
    }
  /** Deletes the message whose component was used. */
  | { readonly kind: "delete" };

export interface NewMessage {
  readonly kind: "message";
  readonly message: DiscordMessage;
  /** Who sees it: the asker alone, as an ephemeral message, or everybody. */
  readonly audience: "private" | "public";
  readonly file: Attachment | null;
}

/** In place of the message whose component was used, and of its files. */
export interface UpdatedMessage {
  readonly kind: "update";
  readonly message: DiscordMessage;
  readonly file: Attachment | null;
}

export function privateMessage(message: DiscordMessage, file: Attachment | null = null): NewMessage {
  return { kind: "message", message, audience: "private", file };
}

/** A sentence in place of a card, for the asker alone. */
export function privateNotice(text: "unknown" | "notYours" | "nothingToExplain", locale: string): NewMessage {
  const messages = messagesFor(locale);
  return privateMessage(notice(messages.discord[text], messages));
}

/** A reply as a message of its own, seen by whom it is for. */
export function newMessage(
  reply: Reply,
  { user, locale, question: { publicLocale = locale } }: InteractionSender,
  render: ReplyRenderer,
): NewMessage {
  if (reply.isPrivate) return privateMessage(render.toAsker(reply), reply.attachment);
  const message = render.toEverybody(reply, user.id, publicLocale);
  return { kind: "message", message, audience: "public", file: reply.attachment };
}

/** How a reply is deferred: as a new message that the asker or everybody sees loading, or as an update of the old one. */
export type DeferredAs = NewMessage["audience"] | "update";

export const DEFERRALS: Readonly<Record<DeferredAs, APIInteractionResponse>> = {
  private: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
  public: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  update: { type: InteractionResponseType.DeferredMessageUpdate },
};

/** How to defer a reply that no first response can carry: a file (over HTTP), or a deletion; null for any other. */
export function deferralOf(reply: InteractionReply): DeferredAs | null {
  if (reply.kind === "delete") return "update";
  if (reply.kind === "modal" || reply.file === null) return null;
  return reply.kind === "update" ? "update" : reply.audience;
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction */
export function responseOf(reply: InteractionReply): APIInteractionResponse {
  switch (reply.kind) {
    case "message":
      return { type: InteractionResponseType.ChannelMessageWithSource, data: messageData(reply) };
    case "update":
      return { type: InteractionResponseType.UpdateMessage, data: { ...reply.message, attachments: [] } };
    case "modal":
      return { type: InteractionResponseType.Modal, data: reply.modal };
    case "delete":
      return DEFERRALS.update;
    default:
      return assertNever(reply);
  }
}

/** A new message with the flag that says who sees it. */
export function messageData({ message, audience }: NewMessage) {
  return audience === "public" ? message : { ...message, flags: MessageFlags.Ephemeral as const };
}
