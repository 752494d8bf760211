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
import type { DeferredAs, InteractionReply } from "./interaction-response.ts";
import { privateMessage, privateNotice } from "./interaction-response.ts";
import { answerCommand, answerMessageCommand, completeQuery, readOptions } from "./interactions/command.ts";
import { answerComponent, answerModal } from "./interactions/component.ts";
import { renderDiscord } from "./render.ts";

/**
 * Answers an interaction, whichever way it came in; deferred where the answer takes longer than Discord waits. A failure
 * is logged and answered with an apology. Rejects where Discord does not take the reply.
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
    case InteractionType.ApplicationCommandAutocomplete: {
      const choices = await completeQuery(interaction, context);
      await respond({ type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } });
      return;
    }
    default:
      await reply(interaction, respond, context);
  }
}

async function reply(interaction: AnswerableInteraction, respond: Respond, context: DiscordContext): Promise<void> {
  const sending = createInteractionReply(interaction, {
    rest: context.rest,
    respond,
    deferAfter: context.deferAfter,
    deferredAs: () => deferredAs(interaction, userOf(interaction)),
  });
  const made = await context.handleEvent<InteractionSender, InteractionReply>({
    sender: () => senderOf(interaction),
    answer: (sender) => answer(interaction, sender, context),
    replyPrivately: (card) => privateMessage(renderDiscord(card)),
    mustReply: true,
  });
  // Discord shows an error for an interaction without a response.
  await (made ? sending.send(made) : sending.defer());
}

async function answer(
  interaction: AnswerableInteraction,
  sender: InteractionSender,
  context: DiscordContext,
): Promise<InteractionReply> {
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
 * A component of one's own card updates it; everything else makes a new message, and who is to see that is not known
 * yet, unless the command says so.
 */
function deferredAs(interaction: AnswerableInteraction, user: APIUser | null): DeferredAs {
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
