import type { Sender } from "#adapters/chat/handle-event.ts";
import { isRecord } from "#adapters/chat/record.ts";
import type { QuestionContext } from "#core/chat-platform.ts";
import type { Asker } from "#core/team/asker.ts";
import { textIn } from "./payload.ts";
import type { Client, UserDirectory } from "./user-directory.ts";

/** The parts of an event that identify its sender. */
export interface SlackEvent {
  /** Bolt's context, with the result of `authorize`. */
  readonly context: {
    readonly teamId?: string | undefined;
    readonly enterpriseId?: string | undefined;
    readonly botUserId?: string | undefined;
  };
  readonly body: object;
  readonly user: string;
  /** Commands and interactions carry a name, messages do not. */
  readonly name?: string | undefined;
  readonly client: Client;
}

export interface SlackSender extends Sender {
  /** The workspace whose token and port book are used. */
  readonly team: string;
  readonly user: string;
  readonly name: string;
  /** Null for somebody of another workspace (Slack Connect), or of an unknown one: they get answers but no port book. */
  readonly asker: Asker | null;
  /** The workspace's locale. */
  readonly publicLocale: string;
  readonly requestId: string | undefined;
  /** Where Portcall can post to later: see {@link channelOf}. */
  readonly channel: string;
  /** Whether the channel may be shared with other organisations: events say so, commands and interactions don't. */
  readonly hasOutsiders: boolean;
}

/** Locales come from the cache, so that no answer waits for Slack. */
export function questionContext(sender: SlackSender): QuestionContext {
  const { asker, locale, publicLocale, requestId, channel, hasOutsiders } = sender;
  return { asker, locale, publicLocale, channel, hasOutsiders, ...(requestId === undefined ? {} : { requestId }) };
}

/** Null if the event names no workspace. */
export function senderOf({ context, body, user, name, client }: SlackEvent, users: UserDirectory): SlackSender | null {
  const team = teamOf(context, body);
  if (team === undefined) return null;
  const profile = users.cached(team, user);
  // A bot user has the locale of its workspace.
  const publicLocale = (context.botUserId === undefined ? null : users.cached(team, context.botUserId))?.locale ?? "en";
  const person = `slack.${team}/${user}`;
  const displayName = name ?? profile?.name ?? user;
  const asker = { team: `slack.${team}`, person, name: displayName, role: () => users.role(team, user, client) };
  return {
    team,
    user,
    person,
    name: displayName,
    asker: isFromHome(body, new Set([team, context.enterpriseId])) ? asker : null,
    locale: profile?.locale ?? publicLocale,
    publicLocale,
    requestId: requestIdOf(body),
    channel: channelOf(body, user),
    hasOutsiders: mayBeShared(body),
  };
}

/** Slack gives every command and interaction a trigger_id of its own, and every event an event_id. */
function requestIdOf(body: object): string | undefined {
  const id = textIn(body, "trigger_id") ?? textIn(body, "event_id");
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? `slack/${id}` : undefined;
}

/** A person's id in the directory of users: `T1/U1` for `slack.T1/U1`. */
export function directoryIdOf(person: string): string {
  return person.slice("slack.".length);
}

/**
 * The channel of an event, or else the user, whom Slack takes as a channel for their direct messages with Portcall: for
 * App Home, and for direct messages, which may be between others.
 * https://docs.slack.dev/reference/methods/chat.postMessage#channels
 */
function channelOf(body: object, user: string): string {
  const { channel, event } = body as Readonly<Record<string, unknown>>;
  const id = textIn(body, "channel_id") ?? textIn(channel, "id") ?? textIn(event, "channel");
  return id === undefined || id.startsWith("D") ? user : id;
}

/**
 * The workspace that Bolt authorised, which may differ from the one that the event came from. With an organisation's
 * token there is none, so the event's workspace is used.
 */
function teamOf({ teamId }: SlackEvent["context"], body: object): string | undefined {
  const { view, team, user } = body as Readonly<Record<string, unknown>>;
  const candidates = [
    teamId,
    textIn(view, "app_installed_team_id"),
    textIn(body, "context_team_id"),
    textIn(body, "team_id"),
    textIn(team, "id"),
    textIn(user, "team_id"),
  ].filter((id) => id !== undefined);
  return candidates.find((id) => !id.startsWith("E")) ?? candidates[0];
}

/** https://docs.slack.dev/apis/slack-connect */
function mayBeShared(body: object): boolean {
  return !("is_ext_shared_channel" in body && body.is_ext_shared_channel === false);
}

/** Whether the sender belongs to one of these workspaces. Somebody unknown in a shared channel is a stranger. */
function isFromHome(body: object, home: ReadonlySet<string | undefined>): boolean {
  const { event, user, team } = body as Readonly<Record<string, unknown>>;
  const teams = isRecord(event)
    ? [textIn(event, "user_team"), textIn(event, "team"), textIn(event, "source_team")].filter((id) => id !== undefined)
    : [textIn(user, "team_id") ?? textIn(body, "team_id") ?? textIn(team, "id")];
  return teams.length === 0 ? !mayBeShared(body) : teams.every((id) => id !== undefined && home.has(id));
}
