import type { IncomingMessage } from "node:http";

/**
 * The body of a request. Resolves with null, and reads no further, if it has more bytes than the limit; rejects if the
 * connection is lost. Not by `for await`, which costs as much as reading JSON.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"]) > limit) return Promise.resolve(null);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) return void chunks.push(chunk);
    // The connection has to stay for the answer.
    request.pause();
    resolve(null);
  });
  request.on("end", () => resolve(Buffer.concat(chunks)));
  request.on("error", reject);
  request.on("close", () => {
    if (!request.complete) reject(new Error("The connection was lost."));
  });
  return promise;
}

/** The media type of a body, without parameters, in lower case; empty if the request doesn't say. */
export function mediaType({ headers }: IncomingMessage): string {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The media type of forms. */
export const FORM_TYPE = "application/x-www-form-urlencoded";
