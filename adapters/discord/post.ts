import type { REST } from "discord.js";
import { DiscordAPIError, Routes } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Card } from "#core/card/card.ts";
import { PostRefused } from "#core/chat-platform.ts";
import { renderDiscord } from "./render.ts";

/** Posts a card to a channel without being asked. @throws PostRefused */
export async function postCard(rest: REST, channel: string, card: Card): Promise<void> {
  try {
    await rest.post(Routes.channelMessages(channel), { body: renderDiscord(card) });
  } catch (error) {
    const isRefusal = error instanceof DiscordAPIError && REFUSALS.has(Number(error.code));
    throw isRefusal ? new PostRefused(error.message, { cause: error }) : error;
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes */
const REFUSALS: ReadonlySet<number> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
]);
