import type { IncomingMessage } from "node:http";
import { HTTPModuleFunctions } from "@slack/bolt";
import { isRecord } from "#adapters/chat/record.ts";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";

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

/** Seconds that a timestamp may be ahead of our clock. */
const MAX_CLOCK_SKEW = 300;
/** Milliseconds: as long as the timestamp of a request is accepted. */
const REPLAY_TTL = 600_000;

/**
 * Bolt's verification of requests, and three checks that it lacks: timestamps in the future, replays, and bodies that are
 * not objects, which would end the process.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createRequestReader(signingSecret: string): (request: IncomingMessage) => Promise<SlackRequest> {
  const replays = createReplayGuard({ ttl: REPLAY_TTL, now: Date.now });
  const verification = { signingSecret, bodyLimit: HTTPModuleFunctions.defaultBodyLimit };

  return async (request) => {
    const { headers, method } = request;
    if (method !== "POST") return refused(405, "not a POST");
    // NaN without a timestamp, which Bolt refuses.
    const ahead = Number(headers["x-slack-request-timestamp"]) - Date.now() / 1000;
    if (ahead > MAX_CLOCK_SKEW) return refused(401, "timestamp in the future");
    // Bolt compares it as a whole, and a proxy may add a charset.
    headers["content-type"] = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
    try {
      const body = parse(await HTTPModuleFunctions.parseAndVerifyHTTPRequest(verification, request));
      if (body === null) return refused(400, "malformed body");
      if (body.ssl_check === "1") return { type: "ssl-check" };
      const digits = signatureDigits(headers["x-slack-signature"]);
      if (!replays.isReplay(digits)) {
        if (body.type === "url_verification") return { type: "url-verification", body };
        return { type: "event", body, forget: () => replays.forget(digits) };
      }
      return headers["x-slack-retry-num"] === undefined ? refused(401, "replay") : { type: "repeated" };
    } catch (error) {
      const status = HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 401;
      return refused(status, error instanceof Error ? error.message : String(error));
    }
  };
}

/** @param signature a verified one: `v0=` and the HMAC in hexadecimal digits */
function signatureDigits(signature: string | string[] | undefined): string {
  return String(signature).slice("v0=".length);
}

function refused(status: number, reason: string): SlackRequest {
  return { type: "refused", status, reason };
}

/** Null if the body is not an object. */
function parse(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): Body | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return isRecord(body) ? body : null;
  } catch {
    return null;
  }
}
