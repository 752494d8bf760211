import type { webApi } from "@slack/bolt";
import type { Counter } from "../loopback/counter.ts";
import type { Reply } from "../loopback/replies.ts";
import { countedCharacters, TOO_LONG } from "./message-size.ts";
import type { OAuth, TokenOwner } from "./oauth.ts";
import type { SlackArguments, SlackCall } from "./slack-call.ts";
import { messageTs, workspace } from "./workspace.ts";

export interface WebApiOptions {
  /** The workspace or organisation that a bot token is of; undefined for a token Slack does not know. */
  ownerOf: (botToken: string) => TokenOwner | undefined;
  oauth: OAuth;
  appTokens: readonly string[];
  /** The locale of each user and channel that is not en-US, by id. */
  locales: Readonly<Record<string, string>>;
  /** The ids of the users who are admins. */
  admins: readonly string[];
  next: Counter;
  /** The address for the next Socket Mode connection, with a ticket that opens it once. */
  issueSocketUrl: (appToken: string) => string;
}

interface Result {
  ok: boolean;
  error?: string | undefined;
  [field: string]: unknown;
}

type Method = (call: SlackCall) => Result;

/** Slack's own behaviour for the methods a bot like ours calls: HTTP 200 always, `ok` in the body. */
export function createWebApi(options: WebApiOptions): (call: SlackCall) => Reply {
  const methods = createMethods(options);
  return (call) => {
    const method = methods.get(call.method);
    if (method === undefined) return slackError("unknown_method");
    if (call.method === "oauth.v2.access") return { body: method(call) };
    if (call.token === undefined) return slackError("not_authed");
    const isKnown =
      call.method === "apps.connections.open"
        ? options.appTokens.includes(call.token)
        : options.ownerOf(call.token) !== undefined;
    if (!isKnown) return slackError("invalid_auth");
    return { body: method(call) };
  };
}

/** What Slack answers when it refuses a call, e.g. "channel_not_found". */
export function slackError(error: string): Reply {
  return { body: { ok: false, error } };
}

/** Refuses every message with blocks, and leaves those of text alone to the platform. */
export function refuseBlocks(refusal: Reply): (call: SlackCall) => Reply | undefined {
  return ({ body }) => (body.blocks === undefined ? undefined : refusal);
}

/** HTTP 429 as Slack sends it. WebClient holds its whole queue back for this long. */
export function slackRateLimit(retryAfterSeconds: number): Reply {
  return {
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { ok: false, error: "ratelimited" },
  };
}

function createMethods({ next, locales, admins, issueSocketUrl, ownerOf, oauth }: WebApiOptions): Map<string, Method> {
  const localeOf = (id: string, body: SlackArguments) =>
    body.include_locale ? { locale: locales[id] ?? "en-US" } : {};
  const { teamId, appId, botUserId, botId, userId, channelId } = workspace;

  return new Map<string, Method>([
    [
      "auth.test",
      ({ token = "" }) =>
        ({
          ok: true,
          url: `https://${workspace.teamDomain}.slack.com/`,
          team: "Loopback",
          user: "portcall",
          team_id: ownerOf(token)?.teamId ?? teamId,
          user_id: botUserId,
          bot_id: botId,
          is_enterprise_install: false,
        }) satisfies webApi.AuthTestResponse,
    ],
    ["oauth.v2.access", ({ body }) => ({ ...oauth.exchange(body) })],
    [
      "apps.connections.open",
      ({ token = "" }) => ({ ok: true, url: issueSocketUrl(token) }) satisfies webApi.AppsConnectionsOpenResponse,
    ],
    [
      "chat.postMessage",
      ({ body }) => {
        const refusal = refuseMessage(body);
        if (refusal !== undefined) return refusal;
        const ts = messageTs(next());
        return { ok: true, channel: body.channel, ts, message: posted(body, ts) };
      },
    ],
    [
      "chat.postEphemeral",
      ({ body }) => {
        if (body.user === undefined) return { ok: false, error: "user_not_in_channel" };
        return refuseMessage(body) ?? { ok: true, message_ts: messageTs(next()) };
      },
    ],
    [
      "chat.update",
      ({ body }) => {
        if (body.ts === undefined) return { ok: false, error: "message_not_found" };
        const { ts } = body;
        return (
          refuseMessage(body) ?? { ok: true, channel: body.channel, ts, text: body.text, message: posted(body, ts) }
        );
      },
    ],
    [
      "users.info",
      ({ body, token = "" }) => {
        const { user: id = userId } = body;
        const is_admin = admins.includes(id);
        const user = {
          id,
          team_id: ownerOf(token)?.teamId ?? teamId,
          name: workspace.userName,
          real_name: "Ann",
          is_bot: id === botUserId,
          is_admin,
        };
        return { ok: true, user: { ...user, ...localeOf(id, body) } } satisfies webApi.UsersInfoResponse;
      },
    ],
    [
      "conversations.info",
      ({ body }) => {
        const { channel: id = channelId } = body;
        const channel = { id, name: workspace.channelName, is_channel: id.startsWith("C"), is_im: id.startsWith("D") };
        return { ok: true, channel: { ...channel, ...localeOf(id, body) } } satisfies webApi.ConversationsInfoResponse;
      },
    ],
    [
      "views.open",
      ({ body }) => {
        if (body.trigger_id === undefined) return { ok: false, error: "invalid_trigger_id" };
        return { ok: true, view: { ...body.view, id: `V${next()}`, team_id: teamId, app_id: appId, bot_id: botId } };
      },
    ],
    [
      "views.update",
      ({ body }) => {
        if (body.view_id === undefined) return { ok: false, error: "not_found" };
        return { ok: true, view: { ...body.view, id: body.view_id, team_id: teamId, app_id: appId, bot_id: botId } };
      },
    ],
    [
      "views.publish",
      ({ body }) => {
        if (body.user_id === undefined) return { ok: false, error: "user_not_found" };
        return { ok: true, view: { ...body.view, id: `V${next()}`, team_id: teamId, app_id: appId, bot_id: botId } };
      },
    ],
  ]);
}

function posted(body: SlackArguments, ts: string) {
  const { teamId: team, appId: app_id, botId: bot_id, botUserId: user } = workspace;
  const { text = "", blocks, thread_ts } = body;
  return {
    type: "message",
    ts,
    text,
    user,
    bot_id,
    app_id,
    team,
    ...(blocks && { blocks }),
    ...(thread_ts && { thread_ts }),
  };
}

/** The refusals any message can meet; https://docs.slack.dev/reference/methods/chat.postMessage#errors. */
function refuseMessage({ channel, text, blocks, attachments }: SlackArguments): Result | undefined {
  if (!channel) return { ok: false, error: "channel_not_found" };
  if (blocks !== undefined && (!Array.isArray(blocks) || blocks.length > 50))
    return { ok: false, error: "invalid_blocks" };
  if (countedCharacters(blocks) >= TOO_LONG) return { ok: false, error: "msg_blocks_too_long" };
  if (!text && !blocks?.length && !attachments?.length) return { ok: false, error: "no_text" };
  return undefined;
}
