import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

export interface Representation {
  readonly body: string | Buffer;
  readonly type: string;
  /** Equal for equal bodies of one address, with its quotes; null for what may differ every time. */
  readonly etag: string | null;
  /** Seconds that it may be used without asking again. */
  readonly maxAge: number;
  readonly headers?: OutgoingHttpHeaders;
}

/** Sends a representation, or 304 if the client has it already (RFC 9110, section 13.1.2). */
export function sendConditionally(
  request: IncomingMessage,
  response: ServerResponse,
  { body, type, etag, maxAge, headers = {} }: Representation,
): void {
  if (etag === null) {
    response.writeHead(200, { ...headers, "content-type": type, "cache-control": "no-store" }).end(body);
    return;
  }
  const caching = { ...headers, etag, "cache-control": `public, max-age=${maxAge}` };
  if (isKnown(request.headers["if-none-match"], etag)) response.writeHead(304, caching).end();
  else response.writeHead(200, { ...caching, "content-type": type }).end(body);
}

/** Proxies that compress an answer mark its tag as weak. */
function isKnown(given: string | undefined, etag: string): boolean {
  return given?.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === etag) ?? false;
}
