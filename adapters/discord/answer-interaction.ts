import type {
  APIApplicationCommandInteraction,
  APIInteraction,
  APIInteractionResponse,
  APIUser,
} from "discord-api-types/v10";
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
} from "discord-api-types/v10";
import { messagesFor } from "#core/messages/messages.ts";
import { apology, slowDown } from "#core/present/apology.ts";
import { withTimeout } from "#core/timeout.ts";
import { askerOf, userOf } from "./asker.ts";
import { COMMAND, EXPLAIN_COMMAND, SHARE_OPTION } from "./commands.ts";
import { ownerOf } from "./components.ts";
import type { AnswerableInteraction, InteractionContext } from "./interaction-context.ts";
import { notice } from "./interaction-context.ts";
import { completeQuery } from "./interactions/autocomplete.ts";
import { answerCommand, explainMessage } from "./interactions/command.ts";
import { answerPress, isEphemeral } from "./interactions/component.ts";
import { answerForm } from "./interactions/modal-submit.ts";
import type { Deferral, Outcome } from "./outcome.ts";
import { deferralResponse, fileDeferral, followUp, removeOriginal, responseOf } from "./outcome.ts";
import { renderDiscord } from "./render.ts";

/** What to answer an interaction with at once, and what is left to do once that has arrived. */
export interface Answered {
  readonly response: APIInteractionResponse;
  readonly afterwards: (() => Promise<void>) | null;
}

/**
 * Answers an interaction, whichever way it came in. Never rejects: a failure is logged and answered with an apology.
 * Where the answer takes longer than Discord waits, Discord is told so first.
 */
export async function answerInteraction(interaction: APIInteraction, answering: InteractionContext): Promise<Answered> {
  const { application_id: applicationId, token } = interaction;
  const user = userOf(interaction);
  if (interaction.type === InteractionType.Ping || user === null) {
    return { response: { type: InteractionResponseType.Pong }, afterwards: null };
  }
  const opened = { rest: answering.rest, applicationId, token };
  const deferral = deferralOf(interaction, user);
  const work = outcomeOf(interaction, user, answering).catch((error: unknown) => failed(error, interaction, answering));
  const outcome = deferral === null ? await work : await withTimeout(work, answering.patience, () => null, globalThis);
  if (outcome === null && deferral !== null) {
    return {
      response: deferralResponse(deferral),
      afterwards: async () => followUp(await work, deferral, opened),
    };
  }
  const known = outcome ?? (await work);
  const announced = fileDeferral(known);
  if (announced !== null) {
    return { response: deferralResponse(announced), afterwards: () => followUp(known, announced, opened) };
  }
  return {
    response: responseOf(known),
    afterwards: known.kind === "remove" ? () => removeOriginal(opened) : null,
  };
}

async function outcomeOf(
  interaction: AnswerableInteraction,
  user: APIUser,
  answering: InteractionContext,
): Promise<Outcome> {
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    return completeQuery(interaction, user, answering);
  }
  const messages = messagesFor(interaction.locale);
  if (answering.flood.hit(askerOf(interaction, user).person) !== "go") {
    // Discord shows an error to whoever gets no response at all, so everybody gets this one, seen by them alone.
    return { kind: "message", message: renderDiscord(slowDown(messages)), isPrivate: true };
  }
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      if (data.type === ApplicationCommandType.ChatInput && data.name === COMMAND) {
        return answerCommand({ ...interaction, data }, user, answering);
      }
      if (data.type === ApplicationCommandType.Message && data.name === EXPLAIN_COMMAND) {
        return explainMessage({ ...interaction, data }, user, answering);
      }
      return { kind: "message", message: notice(messages.discord.unknown, messages), isPrivate: true };
    }
    case InteractionType.MessageComponent:
      return answerPress(interaction, user, answering);
    case InteractionType.ModalSubmit:
      return answerForm(interaction, user, answering);
  }
}

/**
 * What is pressed on a card of one's own changes it; everything else is a new message, and who is to see it is not known
 * yet, but where the command says so. Choices cannot come later.
 */
function deferralOf(interaction: AnswerableInteraction, user: APIUser): Deferral {
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return null;
    case InteractionType.ApplicationCommand:
      return isShared(interaction) ? "public" : "private";
    case InteractionType.MessageComponent:
      return isEphemeral(interaction.message) || ownerOf(interaction.message) === user.id ? "update" : "private";
    case InteractionType.ModalSubmit:
      return interaction.message !== undefined && isEphemeral(interaction.message) ? "update" : "private";
  }
}

/** Whether the command itself says that everybody is to see the answer. */
function isShared({ data }: APIApplicationCommandInteraction): boolean {
  if (data.type !== ApplicationCommandType.ChatInput) return false;
  return (data.options ?? []).some(
    (option) =>
      option.type === ApplicationCommandOptionType.Boolean && option.name === SHARE_OPTION && option.value === true,
  );
}

function failed(
  error: unknown,
  { type, locale }: AnswerableInteraction,
  { logger, newReference }: InteractionContext,
): Outcome {
  const reference = newReference();
  logger.error({ platform: "discord", error, reference }, "An interaction could not be answered.");
  if (type === InteractionType.ApplicationCommandAutocomplete) return { kind: "choices", choices: [] };
  return { kind: "message", message: renderDiscord(apology(reference, messagesFor(locale))), isPrivate: true };
}
