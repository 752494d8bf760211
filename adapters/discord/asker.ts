import type { Asker } from "#core/contracts.ts";

/** Somebody in a server, or in a conversation of their own. */
export function discordAsker(guild: string | null, user: { readonly id: string; readonly username: string }): Asker {
  return {
    team: `discord.${guild ?? user.id}`,
    person: `discord/${user.id}`,
    name: user.username,
    isAdmin: async () => guild === null,
  };
}
