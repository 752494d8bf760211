import type { APIInteraction } from "discord-api-types/v10";
import { InteractionType } from "discord-api-types/v10";
import { isRecord } from "#adapters/chat/record.ts";

/**
 * An interaction that can be answered: of a known type, with a user and what its type requires. Null for anything else,
 * such as a type that Discord has added. Discord's signature or connection vouches for the rest of the documented form.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
 */
export function readInteraction(value: unknown): APIInteraction | null {
  return isInteraction(value) ? value : null;
}

function isInteraction(value: unknown): value is APIInteraction {
  if (!isRecord(value) || typeof value.token !== "string") return false;
  if (value.type === InteractionType.Ping) return true;
  const required = REQUIRED_DATA.get(value.type);
  const { data, member, user } = value;
  const sender = isRecord(member) ? member.user : user;
  if (required === undefined || !isRecord(data) || !isRecord(sender)) return false;
  const isComplete = typeof data[required] === "string" && typeof sender.id === "string";
  return isComplete && (value.type !== InteractionType.MessageComponent || isRecord(value.message));
}

/** The field of `data` that says what is meant, by the interaction's type. */
const REQUIRED_DATA: ReadonlyMap<unknown, string> = new Map([
  [InteractionType.ApplicationCommand, "name"],
  [InteractionType.ApplicationCommandAutocomplete, "name"],
  [InteractionType.MessageComponent, "custom_id"],
  [InteractionType.ModalSubmit, "custom_id"],
]);
