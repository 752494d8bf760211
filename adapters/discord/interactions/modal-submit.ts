import type { APIModalSubmitInteraction } from "discord-api-types/v10";
import { submitForm } from "#core/present/create-form.ts";
import type { InteractionSender } from "../asker.ts";
import { isEphemeral } from "../components.ts";
import type { DiscordContext } from "../context.ts";
import { parseCustomId } from "../custom-id.ts";
import type { InteractionReply } from "../interaction-response.ts";
import { newMessage, privateNotice } from "../interaction-response.ts";
import { readModal } from "../modal.ts";

/** Answers a filled-in form: in place of the asker's own card where it was opened from one. */
export async function answerModal(
  { data, message }: APIModalSubmitInteraction,
  from: InteractionSender,
  { ask, render }: DiscordContext,
): Promise<InteractionReply> {
  const modal = parseCustomId(data.custom_id);
  if (modal?.type !== "form") return privateNotice("unknown", from.locale);
  const reply = await ask({ ...from.question, text: submitForm(modal.form, readModal(data)), manner: "command" });
  if (message !== undefined && isEphemeral(message) && reply.isPrivate) {
    return { kind: "update", message: render.toAsker(reply), file: reply.attachment };
  }
  return newMessage(reply, from, render);
}
