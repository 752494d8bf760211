import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { sendCompressed } from "./compression.ts";

export interface Representation {
  readonly body: string;
  readonly type: string;
  /** Equal for equal bodies of one address, without quotes; null for what may differ every time. */
  readonly version: string | null;
  /** Seconds that it may be used without asking again. */
  readonly maxAge: number;
  readonly headers?: OutgoingHttpHeaders;
}

/** Sends a representation, compressed if the client takes that, or 304 if the client has it (RFC 9110, section 13.1.2). */
export async function sendConditionally(
  request: IncomingMessage,
  response: ServerResponse,
  { body, type, version, maxAge, headers = {} }: Representation,
): Promise<void> {
  // Weak, because the same answer has other bytes where it is compressed.
  const etag = version === null ? null : `W/"${version}"`;
  const caching =
    etag === null ? { "cache-control": "no-store" } : { etag, "cache-control": `public, max-age=${maxAge}` };
  const common = { ...headers, ...caching, vary: "accept-encoding" };
  if (etag !== null && isKnown(request.headers["if-none-match"], etag)) {
    response.writeHead(304, common).end();
    return;
  }
  await sendCompressed(request, response, { status: 200, headers: { ...common, "content-type": type }, body });
}

/** The weak comparison of RFC 9110, section 8.8.3.2. */
function isKnown(given: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return given?.split(",").some((each) => each.trim() === "*" || opaque(each) === opaque(etag)) ?? false;
}
