import type { APIMessage, APIMessageComponentInteraction, APIModalSubmitInteraction } from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { prepareForm, refuseForm } from "#adapters/chat/prepare-form.ts";
import { shareReply } from "#adapters/chat/share.ts";
import { assertNever } from "#core/card/card.ts";
import { submitForm } from "#core/present/create-form.ts";
import type { InteractionSender } from "../asker.ts";
import { displayName, hasPermission } from "../asker.ts";
import { isEphemeral, isOwnMessage } from "../components.ts";
import type { DiscordContext } from "../context.ts";
import { parseCustomId, readComponent } from "../custom-id.ts";
import type { InteractionResponse } from "../interaction-response.ts";
import { newMessage, privateMessage, privateNotice } from "../interaction-response.ts";
import { readModal, renderModal } from "../modal.ts";
import { unreadFileNotice } from "../render.ts";
import { aboutFile } from "./command.ts";

/** Answers a button or a menu. A public card is updated only for its owner; others get a private card. */
export async function answerComponent(
  { data, message, member }: APIMessageComponentInteraction,
  sender: InteractionSender,
  context: DiscordContext,
): Promise<InteractionResponse> {
  const { ask, renderer } = context;
  const { question, user, locale } = sender;
  const isOwn = isOwnMessage(message, user.id);
  const action = readComponent(data);
  switch (action?.type) {
    case undefined:
      return privateNotice("unknown", locale);
    case "ask":
      return updateCard(action.query, message, sender, context);
    case "system":
      return updateCard(
        action.query,
        message,
        { ...sender, question: { ...question, system: action.system } },
        context,
      );
    case "mood": {
      const reply = await ask({ ...question, text: action.query, manner: "command", visibility: "private" });
      return privateMessage(renderer.renderPrivate(reply));
    }
    case "share": {
      const shared = await shareReply(ask, action.query, { context: question, name: displayName(user) });
      return newMessage(shared.isShared ? shared.publicReply : shared.privateReply, sender, renderer);
    }
    case "form": {
      const refusal = await refuseForm(action.form, ask, question);
      if (refusal !== null) return privateMessage(renderer.renderPrivate(refusal));
      const form = await prepareForm(action.form, ask, question);
      return { kind: "modal", modal: renderModal(action.form, form), fallback: null };
    }
    case "dismiss":
    case "delete": {
      const isModerator =
        action.type === "delete" && hasPermission(member?.permissions, PermissionFlagsBits.ManageMessages);
      return isOwn || isModerator ? { kind: "delete" } : privateNotice("notYours", locale);
    }
    default:
      return assertNever(action);
  }
}

/** Updates the user's own card, or sends a new private one if the card is somebody else's. */
async function updateCard(
  text: string,
  message: APIMessage,
  sender: InteractionSender,
  { ask, renderer }: DiscordContext,
): Promise<InteractionResponse> {
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
  if (!isOwn) return privateMessage(renderer.renderPrivate(reply), file);
  if (isPrivate) return { kind: "update", message: renderer.renderPrivate(reply), file };
  // A private answer does not replace a public card.
  if (reply.isPrivate) return newMessage(reply, sender, renderer);
  return { kind: "update", message: renderer.renderPublic(reply, user.id, question.publicLocale ?? locale), file };
}

/** Answers a submitted modal, by updating the private card that it was opened from if there is one. */
export async function answerModal(
  { data, message }: APIModalSubmitInteraction,
  sender: InteractionSender,
  { ask, renderer, readFiles }: DiscordContext,
): Promise<InteractionResponse> {
  const modal = parseCustomId(data.custom_id);
  if (modal?.type !== "form") return privateNotice("unknown", sender.locale);
  const { values, file } = readModal(data);
  const reply = await ask({
    ...sender.question,
    // The file is given instead of the text; an import of both would drop the file without a word.
    text: submitForm(modal.form, file === null || modal.form.form !== "import" ? values : { ...values, text: "" }),
    ...(file === null ? { manner: "command" } : aboutFile(file, null, readFiles)),
  });
  const unread = unreadFileNotice(reply, sender.locale);
  if (unread !== null) return privateMessage(unread);
  if (message !== undefined && isEphemeral(message) && reply.isPrivate) {
    return { kind: "update", message: renderer.renderPrivate(reply), file: reply.attachment };
  }
  return newMessage(reply, sender, renderer);
}
