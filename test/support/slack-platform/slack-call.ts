import type { types } from "@slack/bolt";
import type { LoopbackRequest } from "../loopback/loopback-server.ts";
import { decodeBody, isRecord } from "../loopback/request-body.ts";

/** The method name under which a post to a `response_url` is recorded. */
export const responseUrlMethod = "response_url";

/** The method name under which the fetching of a file is recorded. */
export const fileMethod = "file";

/** What Slack was asked to do. */
export interface SlackCall {
  /** "chat.postMessage", or "response_url", or "file". */
  method: string;
  token: string | undefined;
  body: SlackArguments;
  /** The path, which for a `response_url` tells one interaction from another. */
  path: string;
}

/** Arguments as Slack reads them: JSON arguments parsed, flags as booleans, whichever way the body was encoded. */
export interface SlackArguments {
  channel?: string;
  user?: string;
  text?: string;
  ts?: string;
  thread_ts?: string;
  trigger_id?: string;
  user_id?: string;
  blocks?: types.KnownBlock[];
  attachments?: types.MessageAttachment[];
  view?: types.View;
  unfurl_links?: boolean;
  unfurl_media?: boolean;
  include_locale?: boolean;
  response_type?: "ephemeral" | "in_channel";
  replace_original?: boolean;
  delete_original?: boolean;
  [argument: string]: unknown;
}

// A form carries these as JSON text; WebClient writes every argument that is not a scalar so.
const jsonArguments = new Set(["blocks", "attachments", "view", "metadata"]);

const flagArguments = new Set([
  "as_user",
  "delete_original",
  "include_locale",
  "link_names",
  "mrkdwn",
  "replace_original",
  "reply_broadcast",
  "unfurl_links",
  "unfurl_media",
]);

export async function readSlackCall(method: string, request: LoopbackRequest): Promise<SlackCall> {
  const { value } = await decodeBody(request.headers, request.body);
  const { token, ...rest } = isRecord(value) ? value : {};
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const entries = Object.entries(rest).map(([name, argument]) => [name, decodeArgument(name, argument)]);
  return {
    method,
    token: bearer ?? (typeof token === "string" ? token : undefined),
    // The boundary: what a client really sent is for the test to judge, so it is recorded and not refused.
    body: Object.fromEntries(entries) as SlackArguments,
    path: request.url.pathname,
  };
}

function decodeArgument(name: string, argument: unknown): unknown {
  if (typeof argument !== "string") return argument;
  if (jsonArguments.has(name)) return parseOrKeep(argument);
  if (flagArguments.has(name)) return argument === "true" || argument === "1";
  return argument;
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
