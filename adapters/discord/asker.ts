import type { APIInteraction, APIUser, InteractionType } from "discord-api-types/v10";
import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Sender } from "#adapters/chat/handle-event.ts";
import type { QuestionContext } from "#core/chat-platform.ts";
import type { Asker, Role } from "#core/team/asker.ts";

/** An interaction that is answered with a message or a form. */
export type AnswerableInteraction = Exclude<
  APIInteraction,
  { readonly type: InteractionType.Ping | InteractionType.ApplicationCommandAutocomplete }
>;

export interface InteractionSender extends Sender {
  readonly user: APIUser;
  readonly question: QuestionContext;
}

/** Null if the interaction names no user. */
export function senderOf(interaction: AnswerableInteraction): InteractionSender | null {
  const { locale, guild_locale: publicLocale } = interaction;
  const user = userOf(interaction);
  const asker = askerOf(interaction);
  if (user === null || asker === null) return null;
  const channel = channelOf(interaction);
  const question = {
    locale,
    asker,
    requestId: `discord/${interaction.id}`,
    ...(publicLocale === undefined ? {} : { publicLocale }),
    ...(channel === null ? {} : { channel }),
  };
  return { person: asker.person, locale, user, question };
}

export function userOf({ member, user }: APIInteraction): APIUser | null {
  return member?.user ?? user ?? null;
}

/**
 * The asker of an interaction. In a server that has not installed Portcall, people use their own port book: the server
 * would have no way to delete one.
 */
export function askerOf(interaction: APIInteraction): Asker | null {
  const { guild_id: guild, member, authorizing_integration_owners: owners } = interaction;
  const user = userOf(interaction);
  const isInstalled = guild !== undefined && owners[ApplicationIntegrationType.GuildInstall] === guild;
  return user === null ? null : discordAsker(isInstalled ? guild : null, user, member?.permissions ?? null);
}

/** The channel, if Portcall can post there: in its own direct messages, and where it is installed with a bot user. */
function channelOf({
  channel,
  context,
  guild_id: guild,
  authorizing_integration_owners: owners,
  app_permissions: permissions,
}: APIInteraction): string | null {
  if (channel === undefined) return null;
  if (context === InteractionContextType.BotDM) return channel.id;
  const isInstalled = guild !== undefined && owners[ApplicationIntegrationType.GuildInstall] === guild;
  const mayPost = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages].every((permission) =>
    hasPermission(permissions, permission),
  );
  return isInstalled && mayPost ? channel.id : null;
}

/**
 * @param guild null for a direct message or a user install, where the user is the admin of their own port book
 * @param permissions Discord's bit set as a decimal string; null if unknown
 */
export function discordAsker(
  guild: string | null,
  user: Pick<APIUser, "id" | "username" | "global_name">,
  permissions: string | null,
): Asker {
  return {
    team: teamOf(guild ?? user.id),
    person: personOf(user.id),
    name: displayName(user),
    role: async () => (guild === null ? "admin" : roleOf(permissions)),
  };
}

/** Whoever can write in a server is a member of it. */
function roleOf(permissions: string | null): Role {
  if (permissions === null) return "unverified";
  return hasPermission(permissions, PermissionFlagsBits.ManageGuild) ? "admin" : "member";
}

/** The name that others see. */
export function displayName({ username, global_name: name }: Pick<APIUser, "username" | "global_name">): string {
  return name ?? username;
}

export function personOf(user: string): Asker["person"] {
  return `discord/${user}`;
}

export function teamOf(id: string): Asker["team"] {
  return `discord.${id}`;
}

/** Administrators have every permission: https://discord.com/developers/docs/topics/permissions */
export function hasPermission(permissions: string | null | undefined, permission: bigint): boolean {
  if (permissions === null || permissions === undefined || !/^\d+$/.test(permissions)) return false;
  const granted = BigInt(permissions);
  return (granted & permission) !== 0n || (granted & PermissionFlagsBits.Administrator) !== 0n;
}
