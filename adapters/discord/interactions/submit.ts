import type { APIModalSubmitInteraction, APIUser } from "discord-api-types/v10";
import { submitForm } from "#core/forms/create-form.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Answering } from "../answering.ts";
import { notice, questionOf } from "../answering.ts";
import { parseCustomId } from "../custom-id.ts";
import { readModal } from "../modal.ts";
import type { Outcome } from "../outcome.ts";
import { asMessage } from "./command.ts";
import { isEphemeral } from "./press.ts";

/** Answers a filled-in form: in place of the asker's own card where it was opened from one. */
export async function answerForm(
  interaction: APIModalSubmitInteraction,
  user: APIUser,
  answering: Answering,
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
