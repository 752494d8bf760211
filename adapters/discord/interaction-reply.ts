import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type { APIInteractionResponse } from "discord-api-types/v10";
import type { DeferredReply } from "#adapters/chat/deferred-reply.ts";
import { createDeferredReply } from "#adapters/chat/deferred-reply.ts";
import { assertNever } from "#core/card/card.ts";
import type { Logger } from "#core/host.ts";
import type { AnswerableInteraction } from "./asker.ts";
import type { DeferralType, InteractionResponse, NewMessage } from "./interaction-response.ts";
import {
  DEFERRED_RESPONSES,
  messageData,
  privateMessage,
  requiredDeferral,
  toApiResponse,
} from "./interaction-response.ts";
import { retryLostConnection } from "./rest.ts";
import type { OutgoingMessage } from "./send-message.ts";
import { inPlainContent, isFormRefused, sendMessage } from "./send-message.ts";

/** Sends the initial response, and resolves when Discord has it. Discord accepts one, within three seconds. */
export type Respond = (response: APIInteractionResponse) => Promise<unknown>;

export interface InteractionReplyOptions {
  readonly rest: REST;
  readonly logger: Logger;
  readonly respond: Respond;
  /** As in `DiscordContext.patience`. */
  readonly deferAfter: number;
  /** How to defer a slow response. */
  deferralType(): DeferralType;
}

/**
 * Sends the initial response to an interaction in time, and a follow-up with the interaction's token after that.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
 */
export function createInteractionReply(
  { application_id: applicationId, token, locale }: AnswerableInteraction,
  { rest, logger, respond, deferAfter, deferralType }: InteractionReplyOptions,
): DeferredReply<InteractionResponse> {
  const original = Routes.webhookMessage(applicationId, token, "@original");
  // Only a follow-up could appear twice, so it is not repeated.
  const editOriginal = ({ message, file }: OutgoingMessage) =>
    sendMessage(
      { message, file },
      {
        logger,
        locale,
        send: (data) => retryLostConnection(() => rest.patch(original, { ...data, auth: false })),
      },
    );
  const deleteOriginal = () => rest.delete(original, { auth: false });
  const followUp = (reply: NewMessage) =>
    sendMessage(
      { message: messageData(reply), file: reply.file },
      { logger, locale, send: (data) => rest.post(Routes.webhook(applicationId, token), { ...data, auth: false }) },
    );

  async function respondNow(reply: InteractionResponse): Promise<unknown> {
    try {
      return await respond(toApiResponse(reply));
    } catch (error) {
      if (!("message" in reply) || !isFormRefused(error)) throw error;
      logger.warn({ platform: "discord", error }, "Discord refused the form of a reply; retrying as text.");
      return respond(toApiResponse({ ...reply, message: inPlainContent(reply.message) }));
    }
  }

  async function sendDeferred(response: InteractionResponse, deferral: DeferralType): Promise<unknown> {
    switch (response.kind) {
      case "message":
        if (deferral === response.audience) return editOriginal(response);
        // The first follow-up replaces the deferral and keeps its audience, so a deferral with another one is deleted.
        if (deferral !== "update") await deleteOriginal();
        return followUp(response);
      case "update":
        return editOriginal(response);
      case "modal":
        return response.fallback === null ? null : sendDeferred(privateMessage(response.fallback), deferral);
      case "delete":
        return deleteOriginal();
      default:
        return assertNever(response);
    }
  }

  return createDeferredReply({
    deferAfter,
    async replyNow(reply) {
      const deferral = requiredDeferral(reply);
      if (deferral === null) return respondNow(reply);
      await respond(DEFERRED_RESPONSES[deferral]);
      return sendDeferred(reply, deferral);
    },
    acknowledge: async () => respond(DEFERRED_RESPONSES[deferralType()]),
    followUp: (reply) => sendDeferred(reply, deferralType()),
    // `send` rejects with the same error.
    onFailure() {},
  });
}
