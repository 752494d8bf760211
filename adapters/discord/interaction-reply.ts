import type { REST } from "discord.js";
import { Routes } from "discord.js";
import type { APIInteraction, APIInteractionResponse } from "discord-api-types/v10";
import type { DeferredReply } from "#adapters/chat/deferred-reply.ts";
import { createDeferredReply } from "#adapters/chat/deferred-reply.ts";
import { assertNever } from "#core/card/card.ts";
import type { DeferredAs, InteractionReply, NewMessage, UpdatedMessage } from "./interaction-response.ts";
import { DEFERRALS, deferralOf, messageData, privateMessage, responseOf } from "./interaction-response.ts";
import { withFile } from "./rest.ts";

/** Sends the first response, and resolves when Discord has it. Discord takes one, within three seconds. */
export type Respond = (response: APIInteractionResponse) => Promise<unknown>;

export interface InteractionReplyOptions {
  readonly rest: REST;
  readonly respond: Respond;
  /** As in `DiscordContext.patience`. */
  readonly deferAfter: number;
  /** How a reply is deferred that takes longer. */
  deferredAs(): DeferredAs;
}

/**
 * The reply to an interaction: as the first response while Discord waits for one, later by the interaction's token.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
 */
export function createInteractionReply(
  { application_id: applicationId, token }: APIInteraction,
  { rest, respond, deferAfter, deferredAs }: InteractionReplyOptions,
): DeferredReply<InteractionReply> {
  const original = Routes.webhookMessage(applicationId, token, "@original");
  const editOriginal = ({ message, file }: NewMessage | UpdatedMessage) =>
    rest.patch(original, { ...withFile(message, file), auth: false });
  const deleteOriginal = () => rest.delete(original, { auth: false });
  const followUp = (message: NewMessage) =>
    rest.post(Routes.webhook(applicationId, token), { ...withFile(messageData(message), message.file), auth: false });

  async function sendDeferred(reply: InteractionReply, deferral: DeferredAs): Promise<unknown> {
    switch (reply.kind) {
      case "message":
        if (deferral === reply.audience) return editOriginal(reply);
        // Who sees a message never changes, and the first follow-up to a deferral edits it: so it is deleted first.
        if (deferral !== "update") await deleteOriginal();
        return followUp(reply);
      case "update":
        return editOriginal(reply);
      case "modal":
        return reply.fallback === null ? null : sendDeferred(privateMessage(reply.fallback), deferral);
      case "delete":
        return deleteOriginal();
      default:
        return assertNever(reply);
    }
  }

  return createDeferredReply({
    deferAfter,
    async replyNow(reply) {
      const deferral = deferralOf(reply);
      if (deferral === null) return respond(responseOf(reply));
      await respond(DEFERRALS[deferral]);
      return sendDeferred(reply, deferral);
    },
    acknowledge: async () => respond(DEFERRALS[deferredAs()]),
    followUp: (reply) => sendDeferred(reply, deferredAs()),
    // `send` rejects with it, too.
    onFailure() {},
  });
}
