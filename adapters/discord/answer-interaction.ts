import type { APIInteraction, APIUser } from "discord-api-types/v10";
import { ApplicationCommandType, InteractionResponseType, InteractionType } from "discord-api-types/v10";
import { assertNever } from "#core/card/card.ts";
import type { AnswerableInteraction, InteractionSender } from "./asker.ts";
import { senderOf, userOf } from "./asker.ts";
import { COMMAND, EXPLAIN_COMMAND } from "./commands.ts";
import { isEphemeral, isOwnMessage } from "./components.ts";
import type { DiscordContext } from "./context.ts";
import type { Respond } from "./interaction-reply.ts";
import { createInteractionReply } from "./interaction-reply.ts";
import type { DeferralType, InteractionResponse } from "./interaction-response.ts";
import { privateMessage, privateNotice } from "./interaction-response.ts";
import { answerAutocomplete } from "./interactions/autocomplete.ts";
import { answerCommand, answerMessageCommand, readOptions } from "./interactions/command.ts";
import { answerComponent, answerModal } from "./interactions/component.ts";
import { renderDiscord } from "./render.ts";

/**
 * Answers an interaction from the gateway or over HTTP, and defers the response if the answer is slow. A failure is
 * logged and answered with an apology. Rejects if Discord does not accept the response.
 */
export async function answerInteraction(
  interaction: APIInteraction,
  respond: Respond,
  context: DiscordContext,
): Promise<void> {
  switch (interaction.type) {
    case InteractionType.Ping:
      await respond({ type: InteractionResponseType.Pong });
      return;
    case InteractionType.ApplicationCommandAutocomplete:
      await respond(await answerAutocomplete(interaction, context));
      return;
    default:
      await respondTo(interaction, respond, context);
  }
}

async function respondTo(interaction: AnswerableInteraction, respond: Respond, context: DiscordContext): Promise<void> {
  const reply = createInteractionReply(interaction, {
    rest: context.rest,
    logger: context.logger,
    respond,
    deferAfter: context.deferAfter,
    deferralType: () => deferralTypeOf(interaction, userOf(interaction)),
  });
  const response = await context.handleEvent<InteractionSender, InteractionResponse>({
    sender: () => senderOf(interaction),
    answer: (sender) => answer(interaction, sender, context),
    replyPrivately: (card) => privateMessage(renderDiscord(card)),
    mustReply: true,
  });
  // Discord shows an error for an interaction without a response.
  await (response ? reply.send(response) : reply.defer());
}

async function answer(
  interaction: AnswerableInteraction,
  sender: InteractionSender,
  context: DiscordContext,
): Promise<InteractionResponse> {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      if (data.type === ApplicationCommandType.ChatInput && data.name === COMMAND) {
        return answerCommand(data, sender, context);
      }
      if (data.type === ApplicationCommandType.Message && data.name === EXPLAIN_COMMAND) {
        return answerMessageCommand(data, sender, context);
      }
      return privateNotice("unknown", sender.locale);
    }
    case InteractionType.MessageComponent:
      return answerComponent(interaction, sender, context);
    case InteractionType.ModalSubmit:
      return answerModal(interaction, sender, context);
    default:
      return assertNever(interaction);
  }
}

/**
 * A component of the user's own card updates that card. Everything else makes a new message, which is private unless
 * the command asks to share it.
 */
function deferralTypeOf(interaction: AnswerableInteraction, user: APIUser | null): DeferralType {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      return data.type === ApplicationCommandType.ChatInput && readOptions(data).share === true ? "public" : "private";
    }
    case InteractionType.MessageComponent:
      return isOwnMessage(interaction.message, user?.id) ? "update" : "private";
    case InteractionType.ModalSubmit:
      return interaction.message !== undefined && isEphemeral(interaction.message) ? "update" : "private";
    default:
      return assertNever(interaction);
  }
}
