import type { IncomingMessage } from "node:http";

/** The body's text, or why there is none. `not-utf-8` includes a body that holds no text at all. */
export type Body = { readonly text: string } | { readonly refused: "too-large" | "not-utf-8" | "incomplete" };

/** Reads a request's body. A body that is too large is not read to its end. @param limit in bytes */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return { refused: "too-large" };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      // Leaving the loop would destroy the connection before it is answered.
      if (size <= limit) chunks.push(chunk);
    }
  } catch {
    // The client has gone.
    return { refused: "incomplete" };
  }
  if (size > limit) return { refused: "too-large" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { refused: "not-utf-8" };
  }
}

/** The media type of a body, without parameters, in lower case; empty if the request doesn't say. */
export function mediaType({ headers }: IncomingMessage): string {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
