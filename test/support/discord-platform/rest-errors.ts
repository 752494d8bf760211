import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Reply } from "../loopback/replies.ts";

/** An error as Discord's REST words it. */
export function discordError(status: number, code: number, message: string): Reply {
  return { status, body: { message, code } };
}

export const unknownRoute = discordError(404, RESTJSONErrorCodes.GeneralError, "404: Not Found");
export const unauthorized = discordError(401, RESTJSONErrorCodes.GeneralError, "401: Unauthorized");
export const unknownInteraction = discordError(404, RESTJSONErrorCodes.UnknownInteraction, "Unknown interaction");
export const alreadyAnswered = discordError(
  400,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  "Interaction has already been acknowledged.",
);
export const unknownWebhook = discordError(404, RESTJSONErrorCodes.UnknownWebhook, "Unknown Webhook");
export const unknownMessage = discordError(404, RESTJSONErrorCodes.UnknownMessage, "Unknown Message");
export const unknownChannel = discordError(404, RESTJSONErrorCodes.UnknownChannel, "Unknown Channel");

export const missingAccess = discordError(403, RESTJSONErrorCodes.MissingAccess, "Missing Access");
export const missingPermissions = discordError(403, RESTJSONErrorCodes.MissingPermissions, "Missing Permissions");
export const cannotReply = discordError(
  403,
  RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory,
  "Cannot reply without permission to read message history",
);
export const tooLarge = discordError(413, RESTJSONErrorCodes.RequestEntityTooLarge, "Request entity too large");
export const unknownReference: Reply = {
  status: 400,
  body: {
    message: "Invalid Form Body",
    code: RESTJSONErrorCodes.InvalidFormBodyOrContentType,
    errors: {
      message_reference: { _errors: [{ code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", message: "Unknown message" }] },
    },
  },
};

export const invalidEmbed: Reply = {
  status: 400,
  body: {
    message: "Invalid Form Body",
    code: RESTJSONErrorCodes.InvalidFormBodyOrContentType,
    errors: { embeds: { 0: { description: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Too long" }] } } } },
  },
};

export interface RateLimit {
  /** Seconds, with decimals. */
  retryAfter: number;
  global?: boolean;
}

/** HTTP 429 with the headers discord.js steers by. */
export function discordRateLimit({ retryAfter, global = false }: RateLimit): Reply {
  return {
    status: 429,
    headers: {
      "retry-after": String(Math.ceil(retryAfter)),
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset-after": String(retryAfter),
      "x-ratelimit-bucket": "loopback",
      "x-ratelimit-scope": global ? "global" : "user",
      ...(global && { "x-ratelimit-global": "true" }),
    },
    body: { message: "You are being rate limited.", retry_after: retryAfter, global },
  };
}
