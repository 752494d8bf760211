import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

/** The best encoding that a client takes; null for none. */
export function acceptedEncoding({ headers }: IncomingMessage): Encoding | null {
  const accepted = String(headers["accept-encoding"] ?? "")
    .split(",")
    .filter((each) => !/;\s*q=0(?:\.0*)?\s*$/.test(each))
    .map((each) => each.split(";", 1)[0]?.trim().toLowerCase());
  if (accepted.includes("br")) return "br";
  return accepted.includes("gzip") ? "gzip" : null;
}

const COMPRESS = {
  // A middle level: a millisecond for a page.
  br: (body: string) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: string) => promisify(gzip)(body),
};

export interface Sent {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Answers a request, compressed if the client takes that. */
export async function sendCompressed(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Sent,
): Promise<void> {
  const encoding = acceptedEncoding(request);
  const all = { ...headers, vary: "accept-encoding" };
  if (encoding === null) response.writeHead(status, all).end(body);
  else response.writeHead(status, { ...all, "content-encoding": encoding }).end(await COMPRESS[encoding](body));
}
