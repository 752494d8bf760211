import { createPublicKey, verify } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { APIInteraction } from "discord-api-types/v10";
import type { ReplayGuard } from "#adapters/chat/replay-guard.ts";
import { createReplayGuard } from "#adapters/chat/replay-guard.ts";
import type { Logger } from "#core/host.ts";
import type { Respond } from "./interaction-reply.ts";

/** Where Discord sends interactions that do not go through the gateway. */
export const INTERACTIONS_PATH = "/discord/interactions";

/** No interaction is larger: a modal holds 20,000 characters at most. */
const MAX_BODY = 1024 * 1024;
/** Seconds that Discord's clock and ours may be apart. An older request is somebody's copy. */
const MAX_AGE = 300;

export interface InteractionsOverHttp {
  /** The application's, 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Answers an interaction, and never rejects; null when no more are taken.
   * @param respond resolves when the response has been sent, or cannot be any more
   */
  answer(interaction: APIInteraction, respond: Respond): Promise<void> | null;
}

/** Takes Discord's requests, and nobody else's: each is signed with Ed25519 over its timestamp and body. */
export function createInteractionListener(options: InteractionsOverHttp): RequestListener {
  const { publicKey, now } = options;
  const guard: Guard = {
    signatureOf: createVerifier(publicKey, now),
    replays: createReplayGuard({ ttl: 2 * MAX_AGE * 1000, now }),
  };
  return (request, response) => {
    receive(request, response, guard, options).catch((error: unknown) => {
      options.logger.error({ platform: "discord", error }, "A request could not be answered.");
      if (!response.headersSent) end(response, 500);
    });
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { signatureOf, replays }: Guard,
  { logger, answer }: InteractionsOverHttp,
): Promise<void> {
  if (request.method !== "POST") return end(response, 405, { allow: "POST" });
  const body = await readBody(request);
  if (body === null) return end(response, 413, { connection: "close" });
  const signature = signatureOf(request.headers, body);
  if (signature === null) {
    logger.warn({ platform: "discord" }, "Unauthorized request refused: Discord did not sign it.");
    return end(response, 401);
  }
  if (replays.isReplay(signature)) {
    logger.warn({ platform: "discord" }, "Replayed request refused.");
    return end(response, 401);
  }
  const interaction = parseInteraction(body);
  if (interaction === null) return end(response, 400);
  // Before there is an answer: whoever asked may be gone by then.
  const sent = new Promise<void>((resolve) => {
    if (response.closed) resolve();
    else response.once("close", resolve);
  });
  const answered = answer(interaction, (body) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    return sent;
  });
  if (answered === null) return end(response, 503);
  await answered;
  if (!response.headersSent) end(response, 500);
}

interface Guard {
  readonly signatureOf: Verifier;
  readonly replays: ReplayGuard;
}

/** The signature of what Discord has signed, in hexadecimal digits; null where it has not, or not now. */
type Verifier = (headers: IncomingMessage["headers"], body: Buffer) => string | null;

function createVerifier(publicKey: string, now: () => number): Verifier {
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

/** Null where it is larger than any interaction. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What Discord signed is what Discord documents; all that is checked is that it is an interaction. */
function parseInteraction(body: Buffer): APIInteraction | null {
  try {
    const interaction = JSON.parse(body.toString());
    const isOne = typeof interaction?.type === "number" && typeof interaction.token === "string";
    return isOne ? interaction : null;
  } catch {
    return null;
  }
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}
