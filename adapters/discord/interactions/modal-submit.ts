import type { APIModalSubmitInteraction, APIUser } from "discord-api-types/v10";
import { messagesFor } from "#core/messages/messages.ts";
import { submitForm } from "#core/present/create-form.ts";
import { parseCustomId } from "../custom-id.ts";
import type { InteractionContext } from "../interaction-context.ts";
import { notice, questionOf } from "../interaction-context.ts";
import { readModal } from "../modal.ts";
import type { Outcome } from "../outcome.ts";
import { asMessage } from "./command.ts";
import { isEphemeral } from "./component.ts";

/** Answers a filled-in form: in place of the asker's own card where it was opened from one. */
export async function answerForm(
  interaction: APIModalSubmitInteraction,
  user: APIUser,
  answering: InteractionContext,
): Promise<Outcome> {
  const { data, message, locale } = interaction;
  const pressed = parseCustomId(data.custom_id);
  if (pressed?.type !== "form") {
    const messages = messagesFor(locale);
    return { kind: "message", message: notice(messages.discord.unknown, messages), isPrivate: true };
  }
  const text = submitForm(pressed.form, readModal(data));
  const reply = await answering.ask({ ...questionOf(interaction, user), text });
  if (message !== undefined && isEphemeral(message) && reply.isPrivate) {
    return { kind: "update", message: answering.render.toAsker(reply), file: reply.attachment };
  }
  return asMessage(reply, interaction, user, answering);
}
