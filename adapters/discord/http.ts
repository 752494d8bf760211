import { createPublicKey, verify } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { APIInteraction, APIInteractionResponse } from "discord-api-types/v10";
import type { Logger } from "#core/contracts.ts";

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
  /** The response to send, and what is told when it has been sent; null when no more are taken. */
  answer(interaction: APIInteraction): Promise<{ response: APIInteractionResponse; onSent: () => void }> | null;
}

/** Takes Discord's requests, and nobody else's: each is signed with Ed25519 over its timestamp and body. */
export function createInteractionListener(options: InteractionsOverHttp): RequestListener {
  const isSigned = createVerifier(options.publicKey, options.now);
  return (request, response) => {
    receive(request, response, isSigned, options).catch((error: unknown) => {
      options.logger.error({ platform: "discord", error }, "A request could not be answered.");
      if (!response.headersSent) end(response, 500);
    });
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  isSigned: Verifier,
  { logger, answer }: InteractionsOverHttp,
): Promise<void> {
  if (request.method !== "POST") return end(response, 405, { allow: "POST" });
  const body = await readBody(request);
  if (body === null) return end(response, 413, { connection: "close" });
  if (!isSigned(request.headers, body)) {
    logger.warn({ platform: "discord" }, "A request that Discord did not sign was refused.");
    return end(response, 401);
  }
  const interaction = parseInteraction(body);
  if (interaction === null) return end(response, 400);
  const answered = answer(interaction);
  if (answered === null) return end(response, 503);
  const { response: written, onSent } = await answered;
  response.once("close", onSent);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(written));
}

type Verifier = (headers: IncomingMessage["headers"], body: Buffer) => boolean;

function createVerifier(publicKey: string, now: () => number): Verifier {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return (headers, body) => {
    const signature = headers["x-signature-ed25519"];
    const timestamp = headers["x-signature-timestamp"];
    if (typeof signature !== "string" || !/^[0-9a-f]{128}$/i.test(signature)) return false;
    if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(now() / 1000 - Number(timestamp)) > MAX_AGE) return false;
    return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, "hex"));
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
