import type { Asker } from "#core/team/asker.ts";
import { isRecord, textIn } from "./read.ts";
import type { Client, UserDirectory } from "./user-directory.ts";

/** Who wants something, where from: as the request says it, and as Bolt authorised it. */
export interface Request {
  /** Of Bolt's context, which knows whose token answers. */
  readonly context: { readonly teamId?: string | undefined; readonly enterpriseId?: string | undefined };
  readonly body: object;
  readonly user: string;
  /** What the request itself calls them; a command does, an event does not. */
  readonly name?: string | undefined;
}

/** Somebody who is answered. */
export interface Visitor {
  /** The workspace whose token answers, and whose port book is asked. */
  readonly team: string;
  readonly user: string;
  readonly person: string;
  readonly name: string;
  /** Null for who comes from another workspace, over Slack Connect: they are answered, and decide nothing here. */
  readonly asker: Asker | null;
}

/** Null where the request names no workspace at all. */
export function visitorOf(
  { context, body, user, name }: Request,
  people: UserDirectory,
  client: Client,
): Visitor | null {
  const team = teamOf(context, body);
  if (team === undefined) return null;
  const person = `slack.${team}/${user}`;
  const called = name ?? people.known(team, user)?.name ?? user;
  const home = new Set([team, context.enterpriseId]);
  const asker = {
    team: `slack.${team}`,
    person,
    name: called,
    isAdmin: () => people.isAdmin(team, user, client),
  };
  return { team, user, person, name: called, asker: homesOf(body).every((id) => home.has(id)) ? asker : null };
}

/**
 * The workspace that Bolt authorised, which need not be the one that the request came from. An organisation's token is of
 * no workspace: then the one where Portcall was asked.
 */
function teamOf({ teamId }: Request["context"], body: object): string | undefined {
  const { view, team, user } = body as Readonly<Record<string, unknown>>;
  const named = [
    teamId,
    textIn(view, "app_installed_team_id"),
    textIn(body, "context_team_id"),
    textIn(body, "team_id"),
    textIn(team, "id"),
    textIn(user, "team_id"),
  ].filter((id) => id !== undefined);
  return named.find((id) => !id.startsWith("E")) ?? named[0];
}

/** Where the person is at home, as far as the request says. */
function homesOf(body: object): readonly string[] {
  const { event, user } = body as Readonly<Record<string, unknown>>;
  const known = (ids: readonly (string | undefined)[]) => ids.filter((id) => id !== undefined);
  if (!isRecord(event)) return known([textIn(user, "team_id") ?? textIn(body, "team_id")]);
  const said = known([textIn(event, "user_team"), textIn(event, "team"), textIn(event, "source_team")]);
  const isShared = "is_ext_shared_channel" in body && body.is_ext_shared_channel === true;
  return said.length === 0 && isShared ? known([textIn(body, "team_id")]) : said;
}
