import type { APIMessage, APIMessageComponentInteraction, APIModalSubmitInteraction } from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { prepareForm } from "#adapters/chat/prepare-form.ts";
import { shareReply } from "#adapters/chat/share.ts";
import { assertNever } from "#core/card/card.ts";
import { submitForm } from "#core/present/create-form.ts";
import type { InteractionSender } from "../asker.ts";
import { displayName, mayDo } from "../asker.ts";
import { isEphemeral, isOwnMessage } from "../components.ts";
import type { DiscordContext } from "../context.ts";
import { parseCustomId, readComponent } from "../custom-id.ts";
import type { InteractionReply } from "../interaction-response.ts";
import { newMessage, privateMessage, privateNotice } from "../interaction-response.ts";
import { readModal, renderModal } from "../modal.ts";

/**
 * Answers the use of a button or a menu. What it means stands in its custom id, whose card it is in the message; a card
 * that everybody sees changes only for its owner, and others get one of their own.
 */
export async function answerComponent(
  { data, message, member }: APIMessageComponentInteraction,
  sender: InteractionSender,
  context: DiscordContext,
): Promise<InteractionReply> {
  const { ask, render } = context;
  const { question, user, locale } = sender;
  const isOwn = isOwnMessage(message, user.id);
  const action = readComponent(data);
  switch (action?.type) {
    case undefined:
      return privateNotice("unknown", locale);
    case "ask":
      return changeCard(action.query, message, sender, context);
    case "system":
      return changeCard(
        action.query,
        message,
        { ...sender, question: { ...question, system: action.system } },
        context,
      );
    case "mood": {
      const reply = await ask({ ...question, text: action.query, manner: "command", visibility: "private" });
      return privateMessage(render.toAsker(reply));
    }
    case "share": {
      const shared = await shareReply(ask, action.query, { context: question, name: displayName(user) });
      return newMessage(shared.isShared ? shared.publicReply : shared.privateReply, sender, render);
    }
    case "form": {
      const form = await prepareForm(action.form, ask, question);
      return { kind: "modal", modal: renderModal(action.form, form), fallback: null };
    }
    case "dismiss":
    case "delete": {
      const isModerator = action.type === "delete" && mayDo(member?.permissions, PermissionFlagsBits.ManageMessages);
      return isOwn || isModerator ? { kind: "delete" } : privateNotice("notYours", locale);
    }
    default:
      return assertNever(action);
  }
}

/** The answer in place of one's own card, or as a new private one beside somebody else's. */
async function changeCard(
  text: string,
  message: APIMessage,
  sender: InteractionSender,
  { ask, render }: DiscordContext,
): Promise<InteractionReply> {
  const { user, locale, question } = sender;
  const isPrivate = isEphemeral(message);
  const isOwn = isOwnMessage(message, user.id);
  const reply = await ask({
    ...question,
    text,
    manner: "command",
    visibility: isOwn && !isPrivate ? "public" : "private",
  });
  const file = reply.attachment;
  if (!isOwn) return privateMessage(render.toAsker(reply), file);
  if (isPrivate) return { kind: "update", message: render.toAsker(reply), file };
  // What turns out to concern the asker alone does not take the place of what everybody sees.
  if (reply.isPrivate) return newMessage(reply, sender, render);
  return { kind: "update", message: render.toEverybody(reply, user.id, question.publicLocale ?? locale), file };
}

/** Answers a filled-in form: in place of the asker's own card where it was opened from one. */
export async function answerModal(
  { data, message }: APIModalSubmitInteraction,
  sender: InteractionSender,
  { ask, render }: DiscordContext,
): Promise<InteractionReply> {
  const modal = parseCustomId(data.custom_id);
  if (modal?.type !== "form") return privateNotice("unknown", sender.locale);
  const reply = await ask({ ...sender.question, text: submitForm(modal.form, readModal(data)), manner: "command" });
  if (message !== undefined && isEphemeral(message) && reply.isPrivate) {
    return { kind: "update", message: render.toAsker(reply), file: reply.attachment };
  }
  return newMessage(reply, sender, render);
}
