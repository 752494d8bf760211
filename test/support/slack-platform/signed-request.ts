import { createHmac } from "node:crypto";
import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import type { EnvelopedEvent, SlackAction, SlackShortcut, SlackViewAction, SlashCommand } from "@slack/bolt";
import { readBody } from "../loopback/request-body.ts";

/** Slack's `url_verification` request, sent when an address is set for events. */
export interface UrlVerification {
  type: "url_verification";
  token: string;
  challenge: string;
}

type SlackPayload = SlashCommand | EnvelopedEvent | UrlVerification | SlackAction | SlackShortcut | SlackViewAction;

export interface SignedRequest {
  signingSecret: string;
  url: string;
  /** A payload is encoded the way Slack sends its kind; a string goes out as it is. */
  body: SlackPayload | string;
  /** Seconds; now when absent. */
  timestamp?: number | string;
  /** Replaces the right signature. `null` here leaves both headers out. */
  signature?: string | null;
  headers?: Record<string, string>;
  /** Tears the connection down. */
  signal?: AbortSignal;
  /** By default what Slack sends: the bare form type (Bolt refuses it with a charset) or JSON. */
  contentType?: string;
  /** For connections that are used again; by default each request has its own, so that none keeps the app from stopping. */
  agent?: Agent;
}

export interface SignedResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** The text, empty for a bare acknowledgement. */
  body: string;
}

const formType = "application/x-www-form-urlencoded";

/** Posts to an app as Slack does. */
export async function signedRequest(options: SignedRequest): Promise<SignedResponse> {
  const { text, type } = encodePayload(options.body);
  const { contentType = type, timestamp = Math.floor(Date.now() / 1000), headers = {} } = options;
  const { signature = sign(options.signingSecret, timestamp, text) } = options;
  const outgoing = request(options.url, {
    method: "POST",
    agent: options.agent ?? false,
    ...(options.signal !== undefined && { signal: options.signal }),
    headers: {
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      accept: "*/*",
      "content-type": contentType,
      "content-length": Buffer.byteLength(text),
      ...(signature !== null && { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature }),
      ...headers,
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<SignedResponse>();
  outgoing.on("error", reject);
  outgoing.on("response", (response) => {
    readBody(response).then((body) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: body.toString() });
    }, reject);
  });
  outgoing.end(text);
  return promise;
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack: v0, over `v0:timestamp:body`. */
function sign(signingSecret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/** Slash commands are a form, interactions a form with the one field `payload`, events JSON. */
function encodePayload(body: SlackPayload | string): { text: string; type: string } {
  if (typeof body === "string") return { text: body, type: body.startsWith("{") ? "application/json" : formType };
  if (isSlashCommand(body)) return { text: new URLSearchParams(body).toString(), type: formType };
  if (body.type === "event_callback" || body.type === "url_verification") {
    return { text: JSON.stringify(body), type: "application/json" };
  }
  return { text: new URLSearchParams({ payload: JSON.stringify(body) }).toString(), type: formType };
}

function isSlashCommand(body: SlackPayload): body is SlashCommand {
  return "command" in body;
}
