import type { IncomingMessage } from "node:http";
import { readBody } from "#adapters/chat/request-body.ts";

/** A body's text, or why there is none. `not-utf-8` includes a body that holds no text at all. */
export type BodyText = { readonly text: string } | { readonly refused: "too-large" | "not-utf-8" | "incomplete" };

/** Reads a request's body as text. @param limit in bytes */
export async function readText(request: IncomingMessage, limit: number): Promise<BodyText> {
  let bytes: Buffer | null;
  try {
    bytes = await readBody(request, limit);
  } catch {
    // The client has gone.
    return { refused: "incomplete" };
  }
  if (bytes === null) return { refused: "too-large" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { refused: "not-utf-8" };
  }
}
