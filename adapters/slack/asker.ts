import type { Asker } from "#core/contracts.ts";

/** Somebody in a workspace. */
export function slackAsker(team: string, user: string, name: string): Asker {
  return { team: `slack.${team}`, person: `slack.${team}/${user}`, name, isAdmin: async () => false };
}
