import type { IncomingMessage } from "node:http";

/**
 * The body of a request. Resolves with null, and reads no further, if it has more bytes than the limit; rejects if the
 * connection is lost.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"]) > limit) return Promise.resolve(null);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else {
      request.pause();
      resolve(null);
    }
  });
  request.on("end", () => resolve(Buffer.concat(chunks)));
  request.on("error", reject);
  request.on("close", () => {
    if (!request.complete) reject(new Error("The connection was lost."));
  });
  return promise;
}
