import type { KeyObject } from "node:crypto";
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { parse as parseForm } from "node:querystring";
import { isRecord } from "#adapters/chat/record.ts";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";
import { FORM_TYPE, mediaType, readBody } from "#adapters/chat/request-body.ts";
import { parseJson } from "#core/parse-json.ts";

type Body = Readonly<Record<string, unknown>>;

/** A request after verification. */
export type SlackRequest =
  | { readonly type: "refused"; readonly status: number; readonly reason: string }
  /** Slack's check of the certificate, which is not signed. */
  | { readonly type: "ssl-check" }
  /** A retry by Slack that is identical to a request that was answered. */
  | { readonly type: "repeated" }
  | { readonly type: "url-verification"; readonly body: Body }
  | {
      readonly type: "event";
      readonly body: Body;
      /** Lets Slack send the same request again, which was not answered: perhaps within the same second. */
      forget(): void;
    };

/** Bytes, as in Bolt. */
const BODY_LIMIT = 4 * 1024 * 1024;
/** Seconds that a timestamp may be off our clock, in both directions. */
const MAX_CLOCK_SKEW = 300;
/** Milliseconds: as long as the timestamp of a request is accepted. */
const REPLAY_TTL = 2 * MAX_CLOCK_SKEW * 1000;

/**
 * Verifies requests. Bolt's own verification takes ten times as long, lets timestamps in the future and replays pass, and a
 * body that is not an object would end the process.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createRequestReader(signingSecret: string): (request: IncomingMessage) => Promise<SlackRequest> {
  const replays = createReplayGuard({ ttl: REPLAY_TTL, now: Date.now });
  const key = createSecretKey(signingSecret, "utf8");

  return async (request) => {
    const { headers, method } = request;
    if (method !== "POST") return refused(405, "not a POST");
    let bytes: Buffer | null;
    try {
      bytes = await readBody(request, BODY_LIMIT);
    } catch {
      return refused(400, "request aborted");
    }
    if (bytes === null) return refused(413, "body too large");
    const form = mediaType(request) === FORM_TYPE ? parseForm(bytes.toString()) : null;
    if (form?.ssl_check === "1") return { type: "ssl-check" };
    const signature = verifySignature(headers, bytes, key);
    if ("problem" in signature) return refused(401, signature.problem);
    const body = form === null ? parseObject(bytes.toString()) : eventOf(form);
    if (body === null) return refused(400, "malformed body");
    const { digits } = signature;
    if (replays.isReplay(digits)) {
      return headers["x-slack-retry-num"] === undefined ? refused(401, "replay") : { type: "repeated" };
    }
    if (body.type === "url_verification") return { type: "url-verification", body };
    return { type: "event", body, forget: () => replays.forget(digits) };
  };
}

type VerifiedSignature = { readonly digits: string } | { readonly problem: string };

/** @returns the signature's hexadecimal digits, or why the request is not Slack's */
function verifySignature(headers: IncomingHttpHeaders, body: Buffer, key: KeyObject): VerifiedSignature {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp } = headers;
  if (typeof signature !== "string" || typeof timestamp !== "string") return { problem: "no signature" };
  const ahead = Number(timestamp) - Date.now() / 1000;
  if (ahead > MAX_CLOCK_SKEW) return { problem: "timestamp in the future" };
  // Not a number, too.
  if (!(ahead >= -MAX_CLOCK_SKEW)) return { problem: "stale timestamp" };
  const digits = SIGNATURE.exec(signature)?.[1];
  if (digits === undefined) return { problem: "unknown signature version" };
  const expected = createHmac("sha256", key).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(digits, "hex")) ? { digits } : { problem: "signature mismatch" };
}

/** The version, and an HMAC with SHA-256 in hexadecimal digits. */
const SIGNATURE = /^v0=([0-9a-f]{64})$/;

/** A command is a form; an interaction is JSON in its one field. */
function eventOf(form: Body): Body | null {
  return typeof form.payload === "string" ? parseObject(form.payload) : form;
}

/** Null if the text is not a JSON object. */
function parseObject(text: string): Body | null {
  const parsed = parseJson(text);
  return isRecord(parsed) ? parsed : null;
}

function refused(status: number, reason: string): SlackRequest {
  return { type: "refused", status, reason };
}
