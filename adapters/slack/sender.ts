import type { Sender } from "#adapters/chat/handle-event.ts";
import type { QuestionContext } from "#core/chat-platform.ts";
import type { Asker } from "#core/team/asker.ts";
import { isRecord, textIn } from "./payload.ts";
import type { Client, UserDirectory } from "./user-directory.ts";

/** Who sent an event and from where: as the event says it, and as Bolt authorised it. */
export interface SlackEvent {
  /** Bolt's context, which knows whose token answers. */
  readonly context: {
    readonly teamId?: string | undefined;
    readonly enterpriseId?: string | undefined;
    readonly botUserId?: string | undefined;
  };
  readonly body: object;
  readonly user: string;
  /** What the event itself calls them; a command does, a message does not. */
  readonly name?: string | undefined;
  readonly client: Client;
}

/** Somebody whose events are answered. */
export interface SlackSender extends Sender {
  /** The workspace whose token answers, and whose port book is asked. */
  readonly team: string;
  readonly user: string;
  readonly name: string;
  /** Null for a member of another workspace, over Slack Connect: they are answered, and decide nothing here. */
  readonly asker: Asker | null;
  /** The language of the workspace. */
  readonly publicLocale: string;
}

/** What a sender's question begins with. Its languages are known from earlier events: nothing waits for Slack. */
export function questionContext({ asker, locale, publicLocale }: SlackSender): QuestionContext {
  return { asker, locale, publicLocale };
}

/** Null where the event names no workspace at all. */
export function senderOf({ context, body, user, name, client }: SlackEvent, users: UserDirectory): SlackSender | null {
  const team = teamOf(context, body);
  if (team === undefined) return null;
  const profile = users.known(team, user);
  // Slack gives a bot the language of its workspace.
  const publicLocale = (context.botUserId === undefined ? null : users.known(team, context.botUserId))?.locale ?? "en";
  const person = `slack.${team}/${user}`;
  const called = name ?? profile?.name ?? user;
  const home = new Set([team, context.enterpriseId]);
  const asker = { team: `slack.${team}`, person, name: called, isAdmin: () => users.isAdmin(team, user, client) };
  return {
    team,
    user,
    person,
    name: called,
    asker: homesOf(body).every((id) => home.has(id)) ? asker : null,
    locale: profile?.locale ?? publicLocale,
    publicLocale,
  };
}

/**
 * The workspace that Bolt authorised, which need not be the one that the event came from. An organisation's token is of
 * no workspace: then the one where Portcall was asked.
 */
function teamOf({ teamId }: SlackEvent["context"], body: object): string | undefined {
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

/** The workspaces that the person belongs to, as far as the event says. */
function homesOf(body: object): readonly string[] {
  const { event, user } = body as Readonly<Record<string, unknown>>;
  const known = (ids: readonly (string | undefined)[]) => ids.filter((id) => id !== undefined);
  if (!isRecord(event)) return known([textIn(user, "team_id") ?? textIn(body, "team_id")]);
  const said = known([textIn(event, "user_team"), textIn(event, "team"), textIn(event, "source_team")]);
  const isShared = "is_ext_shared_channel" in body && body.is_ext_shared_channel === true;
  return said.length === 0 && isShared ? known([textIn(body, "team_id")]) : said;
}
