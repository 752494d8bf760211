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
