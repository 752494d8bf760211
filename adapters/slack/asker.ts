import type { Asker } from "#core/contracts.ts";
import type { Client, People } from "./people.ts";

export interface SlackUser {
  readonly team: string;
  readonly user: string;
  /** What the request itself calls them; a command does, an event does not. */
  readonly name?: string | undefined;
}

/** Somebody in a workspace. */
export function slackAsker({ team, user, name }: SlackUser, people: People, client: Client): Asker {
  return {
    team: `slack.${team}`,
    person: `slack.${team}/${user}`,
    name: name ?? people.known(team, user)?.name ?? user,
    isAdmin: () => people.isAdmin(team, user, client),
  };
}
