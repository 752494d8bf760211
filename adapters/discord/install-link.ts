import { PermissionFlagsBits } from "discord-api-types/v10";

/** What answering a mention needs: an embed and perhaps a file, in reply to a message. Commands need no permission. */
export const MENTION_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory;

/**
 * The link that adds Portcall to a server: https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow
 * @param hasMentions whether Portcall answers mentions, for which it needs a bot user with permissions
 */
export function installLink(applicationId: string, hasMentions: boolean): string {
  const scope = hasMentions ? `bot+applications.commands&permissions=${MENTION_PERMISSIONS}` : "applications.commands";
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&integration_type=0&scope=${scope}`;
}
