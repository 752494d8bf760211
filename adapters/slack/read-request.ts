import type { IncomingMessage } from "node:http";
import { HTTPModuleFunctions } from "@slack/bolt";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";
import { isRecord } from "./payload.ts";

type Body = Readonly<Record<string, unknown>>;

/** A request, read and verified; what is left is to answer it. */
export type ReadRequest =
  | { readonly type: "refused"; readonly status: number; readonly reason: string }
  /** Slack's check of the certificate, which comes unsigned. */
  | { readonly type: "ssl-check" }
  /** Sent again by Slack itself, to the letter: it was answered before. */
  | { readonly type: "repeated" }
  | { readonly type: "url-verification"; readonly body: Body }
  | { readonly type: "event"; readonly body: Body };

/** Seconds that a request's timestamp may be ahead of this machine's clock. */
const AHEAD_LIMIT = 300;
/** Signatures are remembered this long, in milliseconds: as long as their request's timestamp may pass. */
const REMEMBERED_FOR = 600_000;

/**
 * Bolt's verification of requests, with what it leaves open closed: a timestamp in the future and a request sent again
 * are refused, and so is a body that is not an object, which would end the process.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createRequestReader(signingSecret: string): (request: IncomingMessage) => Promise<ReadRequest> {
  const replays = createReplayGuard({ ttl: REMEMBERED_FOR, now: Date.now });
  const verification = { signingSecret, bodyLimit: HTTPModuleFunctions.defaultBodyLimit };

  return async (request) => {
    const { headers, method } = request;
    if (method !== "POST") return refused(405, "not a POST");
    // Without a timestamp this is not a number, and Bolt decides.
    const ahead = Number(headers["x-slack-request-timestamp"]) - Date.now() / 1000;
    if (ahead > AHEAD_LIMIT) return refused(401, "timestamp in the future");
    try {
      const body = parse(await HTTPModuleFunctions.parseAndVerifyHTTPRequest(verification, request));
      if (body === null) return refused(400, "malformed body");
      if (body.ssl_check === "1") return { type: "ssl-check" };
      if (!isReplay(headers["x-slack-signature"])) {
        return { type: body.type === "url_verification" ? "url-verification" : "event", body };
      }
      return headers["x-slack-retry-num"] === undefined ? refused(401, "replay") : { type: "repeated" };
    } catch (error) {
      const status = HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 401;
      return refused(status, error instanceof Error ? error.message : String(error));
    }
  };

  /** @param signature `v0=` and the digits of an HMAC */
  function isReplay(signature: string | string[] | undefined): boolean {
    return typeof signature === "string" && replays.isReplay(signature.slice("v0=".length));
  }
}

function refused(status: number, reason: string): ReadRequest {
  return { type: "refused", status, reason };
}

/** Null for what is not an object. */
function parse(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): Body | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return isRecord(body) ? body : null;
  } catch {
    return null;
  }
}
