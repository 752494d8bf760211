import type { APIInteraction, APIUser } from "discord-api-types/v10";
import { ApplicationIntegrationType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Asker } from "#core/team/asker.ts";

type Person = Pick<APIUser, "id" | "username" | "global_name">;

/**
 * Somebody in a server, or in a conversation of their own, in which they decide for themselves.
 * @param permissions what they may do where they ask, as Discord writes it; null where Discord does not say
 */
export function discordAsker(guild: string | null, user: Person, permissions: string | null): Asker {
  return {
    team: teamOf(guild ?? user.id),
    person: `discord/${user.id}`,
    name: user.global_name ?? user.username,
    isAdmin: async () => guild === null || mayDo(permissions, PermissionFlagsBits.ManageGuild),
  };
}

export function teamOf(id: string): Asker["team"] {
  return `discord.${id}`;
}

/** Who an interaction comes from; a ping comes from nobody. */
export function userOf({ member, user }: APIInteraction): APIUser | null {
  return member?.user ?? user ?? null;
}

/**
 * Who asks with an interaction. Where a server has not installed Portcall, a person asks for themselves, wherever they
 * took it: such a server has no port book, and could not have it forgotten.
 */
export function askerOf(
  { guild_id: guild, member, authorizing_integration_owners: owners }: APIInteraction,
  user: APIUser,
): Asker {
  const isInstalled = guild !== undefined && owners[ApplicationIntegrationType.GuildInstall] === guild;
  return discordAsker(isInstalled ? guild : null, user, member?.permissions ?? null);
}

/** Whether the permissions hold one, as an administrator's hold all. */
export function mayDo(permissions: string | null | undefined, permission: bigint): boolean {
  if (permissions === null || permissions === undefined || !/^\d+$/.test(permissions)) return false;
  const held = BigInt(permissions);
  return (held & permission) !== 0n || (held & PermissionFlagsBits.Administrator) !== 0n;
}
