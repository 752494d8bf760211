import { createPublicKey, verify } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { RefusalLog } from "#adapters/chat/refusal-log.ts";
import { createRefusalLog } from "#adapters/chat/refusal-log.ts";
import type { ReplayGuard } from "#adapters/chat/replay-guard.ts";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";
import { readBody } from "#adapters/chat/request-body.ts";
import type { Logger } from "#core/host.ts";
import { parseJson } from "#core/parse-json.ts";

/** In bytes. The largest interaction is a modal, with at most 20,000 characters. */
const MAX_BODY = 1024 * 1024;
/** Seconds that a timestamp may differ from our clock. Older requests may be replays. */
const MAX_AGE = 300;

export interface SignedListenerOptions {
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Answers a request that Discord has signed. @param body parsed JSON; undefined if it is none */
export type SignedHandler = (body: unknown, response: ServerResponse, refuse: Refuse) => void | Promise<void>;

/** Ends the response with a status, and logs the reason. */
type Refuse = (status: number, reason: string, headers?: Record<string, string>) => void;

/**
 * Accepts only requests with Discord's Ed25519 signature over timestamp and body, each once.
 * https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function createSignedListener(options: SignedListenerOptions, handle: SignedHandler): RequestListener {
  const { publicKey, now, logger } = options;
  const guard: RequestGuard = {
    verifySignature: createVerifier(publicKey, now),
    replays: createReplayGuard({ ttl: 2 * MAX_AGE * 1000, now }),
    refusals: createRefusalLog("discord", logger),
  };
  return (request, response) => {
    receive(request, response, guard, handle).catch((error: unknown) => {
      logger.error({ platform: "discord", error }, "An HTTP request failed.");
      if (!response.headersSent) end(response, 500);
    });
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { verifySignature, replays, refusals }: RequestGuard,
  handle: SignedHandler,
): Promise<void> {
  const refuse: Refuse = (status, reason, headers) => {
    refusals.refused(`${status} ${STATUS_CODES[status]}: ${reason}`);
    end(response, status, headers);
  };
  if (request.method !== "POST") return refuse(405, "not a POST", { allow: "POST" });
  const body = await readBody(request, MAX_BODY);
  if (body === null) return refuse(413, "more than 1 MB", { connection: "close" });
  const signature = verifySignature(request.headers, body);
  if (signature === null) return refuse(401, "invalid signature or timestamp");
  if (replays.isReplay(signature)) return refuse(401, "replay");
  await handle(parseJson(body.toString()), response, refuse);
}

interface RequestGuard {
  readonly verifySignature: SignatureVerifier;
  readonly replays: ReplayGuard;
  readonly refusals: RefusalLog;
}

/** Returns the valid signature in hexadecimal digits; null if the signature or the timestamp is not valid. */
type SignatureVerifier = (headers: IncomingMessage["headers"], body: Buffer) => string | null;

function createVerifier(publicKey: string, now: () => number): SignatureVerifier {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return (headers, body) => {
    const signature = headers["x-signature-ed25519"];
    const timestamp = headers["x-signature-timestamp"];
    if (typeof signature !== "string" || !/^[0-9a-f]{128}$/i.test(signature)) return null;
    if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp)) return null;
    if (Math.abs(now() / 1000 - Number(timestamp)) > MAX_AGE) return null;
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify(null, signed, key, Buffer.from(signature, "hex")) ? signature : null;
  };
}

export function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}
