import type {
  APIChatInputApplicationCommandInteraction,
  APIMessageApplicationCommandInteraction,
  APIUser,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { explainMessage as explain } from "#core/ask/explain-message.ts";
import type { Question, Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { QUERY_OPTION, SHARE_OPTION } from "../commands.ts";
import { readDiscordText } from "../inbound.ts";
import type { AnswerableInteraction, InteractionContext } from "../interaction-context.ts";
import { channelMessages, notice, questionOf } from "../interaction-context.ts";
import { messageText } from "../message-text.ts";
import { renderModal } from "../modal.ts";
import type { Outcome } from "../outcome.ts";

/** Answers `/port`. */
export async function answerCommand(
  interaction: APIChatInputApplicationCommandInteraction,
  user: APIUser,
  answering: InteractionContext,
): Promise<Outcome> {
  let text = "";
  let share: boolean | null = null;
  for (const option of interaction.data.options ?? []) {
    if (option.type === ApplicationCommandOptionType.String && option.name === QUERY_OPTION) text = option.value;
    if (option.type === ApplicationCommandOptionType.Boolean && option.name === SHARE_OPTION) share = option.value;
  }
  const question: Question = {
    ...questionOf(interaction, user),
    text: readDiscordText(text),
    ...(share === null ? {} : { visibility: share ? "public" : "private" }),
  };
  const reply = await answering.ask(question);
  if (reply.form !== null) {
    const form = createForm(reply.form, NO_SETTINGS, messagesFor(interaction.locale));
    return { kind: "modal", modal: renderModal(reply.form, form), instead: answering.render.toAsker(reply) };
  }
  return asMessage(reply, interaction, user, answering);
}

/** Explains the ports of the message that a person chose from its menu. Discord hands over all of it. */
export async function explainMessage(
  interaction: APIMessageApplicationCommandInteraction,
  user: APIUser,
  { ask, render, attachmentOrigins }: InteractionContext,
): Promise<Outcome> {
  const { target_id: id, resolved } = interaction.data;
  const message = resolved.messages[id];
  const text = message === undefined ? "" : await messageText(message, attachmentOrigins);
  if (text.trim() === "") {
    const messages = messagesFor(interaction.locale);
    return { kind: "message", message: notice(messages.discord.nothingToExplain, messages), isPrivate: true };
  }
  const by = { ...questionOf(interaction, user), visibility: "private" } as const;
  const reply = await explain(ask, readDiscordText(text), by);
  return { kind: "message", message: render.toAsker(reply), isPrivate: true, file: reply.attachment };
}

/** A reply as a message of its own, seen by whom it is for. */
export function asMessage(
  reply: Reply,
  interaction: AnswerableInteraction,
  user: APIUser,
  { render }: InteractionContext,
): Outcome {
  const message = reply.isPrivate
    ? render.toAsker(reply)
    : render.toEverybody(reply, user.id, channelMessages(interaction));
  return { kind: "message", message, isPrivate: reply.isPrivate, file: reply.attachment };
}
