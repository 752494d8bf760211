import { PermissionFlagsBits } from "discord-api-types/v10";
import type { Reply } from "../loopback/replies.ts";
import type { RequestBody } from "../loopback/request-body.ts";
import { isRecord } from "../loopback/request-body.ts";
import { cannotReply, missingAccess, missingPermissions, tooLarge, unknownReference } from "./rest-errors.ts";
import { world } from "./world.ts";

/** What Discord refuses of a message to a channel, besides invalid fields. */
export interface ChannelRules {
  /** What the bot may do in the guild's channel. */
  readonly botPermissions: bigint;
  /** In bytes, of a file. */
  readonly uploadLimit: number;
}

export interface PostedMessage {
  readonly channel: string;
  readonly body: unknown;
  readonly files: RequestBody["files"];
  readonly isKnown: (message: string) => boolean;
}

/** https://discord.com/developers/docs/resources/message#create-message */
export function refusePost({ channel, body, files, isKnown }: PostedMessage, rules: ChannelRules): Reply | undefined {
  const isAllowed = (permission: bigint) =>
    channel === world.dmChannelId || (rules.botPermissions & permission) === permission;
  const reference = isRecord(body) ? body.message_reference : undefined;
  if (!isAllowed(PermissionFlagsBits.ViewChannel)) return missingAccess;
  if (!isAllowed(PermissionFlagsBits.SendMessages)) return missingPermissions;
  if (files.length > 0 && !isAllowed(PermissionFlagsBits.AttachFiles)) return missingPermissions;
  if (isTooLarge(files, rules)) return tooLarge;
  if (!isRecord(reference)) return undefined;
  if (!isAllowed(PermissionFlagsBits.ReadMessageHistory)) return cannotReply;
  const isRequired = reference.fail_if_not_exists !== false;
  return isRequired && !isKnown(String(reference.message_id)) ? unknownReference : undefined;
}

export function isTooLarge(files: PostedMessage["files"], { uploadLimit }: ChannelRules): boolean {
  return files.some(({ size }) => size > uploadLimit);
}
