import type { APIInteraction, APIUser, InteractionType } from "discord-api-types/v10";
import { ApplicationIntegrationType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Sender } from "#adapters/chat/handle-event.ts";
import type { QuestionContext } from "#core/chat-platform.ts";
import type { Asker } from "#core/team/asker.ts";

/** An interaction that is answered with a message or a form. */
export type AnswerableInteraction = Exclude<
  APIInteraction,
  { readonly type: InteractionType.Ping | InteractionType.ApplicationCommandAutocomplete }
>;

export interface InteractionSender extends Sender {
  readonly user: APIUser;
  readonly question: QuestionContext;
}

/** Who sent an interaction, and in which languages to answer; null where Discord names nobody. */
export function senderOf(interaction: AnswerableInteraction): InteractionSender | null {
  const { locale, guild_locale: publicLocale } = interaction;
  const user = userOf(interaction);
  const asker = askerOf(interaction);
  if (user === null || asker === null) return null;
  const question = { locale, asker, ...(publicLocale === undefined ? {} : { publicLocale }) };
  return { person: asker.person, locale, user, question };
}

export function userOf({ member, user }: APIInteraction): APIUser | null {
  return member?.user ?? user ?? null;
}

/**
 * Who asks with an interaction. Where a server has not installed Portcall, a person asks for themselves, wherever they
 * took it: such a server has no port book, and could not have it forgotten.
 */
export function askerOf(interaction: APIInteraction): Asker | null {
  const { guild_id: guild, member, authorizing_integration_owners: owners } = interaction;
  const user = userOf(interaction);
  const isInstalled = guild !== undefined && owners[ApplicationIntegrationType.GuildInstall] === guild;
  return user === null ? null : discordAsker(isInstalled ? guild : null, user, member?.permissions ?? null);
}

/**
 * Somebody in a server, or in a conversation of their own, in which they decide for themselves.
 * @param permissions what they may do where they ask, as Discord writes it; null where Discord does not say
 */
export function discordAsker(
  guild: string | null,
  user: Pick<APIUser, "id" | "username" | "global_name">,
  permissions: string | null,
): Asker {
  return {
    team: teamOf(guild ?? user.id),
    person: `discord/${user.id}`,
    name: displayName(user),
    isAdmin: async () => guild === null || mayDo(permissions, PermissionFlagsBits.ManageGuild),
  };
}

/** What others call somebody. */
export function displayName({ username, global_name: name }: Pick<APIUser, "username" | "global_name">): string {
  return name ?? username;
}

export function teamOf(id: string): Asker["team"] {
  return `discord.${id}`;
}

/** Whether the permissions hold one, as an administrator's hold all. */
export function mayDo(permissions: string | null | undefined, permission: bigint): boolean {
  if (permissions === null || permissions === undefined || !/^\d+$/.test(permissions)) return false;
  const held = BigInt(permissions);
  return (held & permission) !== 0n || (held & PermissionFlagsBits.Administrator) !== 0n;
}
