import { once } from "node:events";
import { connect } from "node:net";

/** A whole HTTP/1.1 request, headers and body, made and signed before the clock starts. */
export type PreparedRequest = Buffer;

/** @param headers without Host and Content-Length */
export function prepareRequest(url: URL, headers: Readonly<Record<string, string>>, body: string): PreparedRequest {
  const lines = [
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

export interface HttpAnswer {
  readonly isOk: boolean;
  /** Of the body in bytes, with its framing if it is chunked. */
  readonly length: number;
  /** The body without framing. */
  text(): string;
}

/** A connection that is kept alive, for one request at a time. */
export interface HttpConnection {
  /** Resolves with the last byte of the answer; rejects if the server closes the connection. */
  send(request: PreparedRequest): Promise<HttpAnswer>;
  close(): void;
}

/** Over a raw socket, because `node:http` costs a client as much as the server that it measures. */
export async function openConnection(url: URL): Promise<HttpConnection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, "connect");
  let received = EMPTY;
  let pending = Promise.withResolvers<HttpAnswer>();
  // A connection may be closed while nobody waits for an answer.
  pending.promise.catch(() => {});
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (answer === null) return;
    received = EMPTY;
    pending.resolve(answer);
  });
  socket.on("error", (error) => pending.reject(error));
  socket.on("close", () => pending.reject(new Error(`${url} closed a connection.`)));
  return {
    send(request) {
      pending = Promise.withResolvers();
      socket.write(request);
      return pending.promise;
    },
    close: () => void socket.destroy(),
  };
}

const EMPTY: Buffer = Buffer.alloc(0);
const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

/** Null until all of it has arrived. */
function readAnswer(received: Buffer): HttpAnswer | null {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end);
  const body = received.subarray(end + HEAD_END.length);
  const isOk = head.startsWith("HTTP/1.1 200");
  const stated = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (stated === undefined) {
    // An empty body is the last chunk alone, and the line break before it is the head's.
    const isComplete = received
      .subarray(end + 2)
      .subarray(-LAST_CHUNK.length)
      .equals(LAST_CHUNK);
    return isComplete ? { isOk, length: body.length, text: () => joinChunks(body) } : null;
  }
  return body.length < Number(stated) ? null : { isOk, length: body.length, text: () => body.toString() };
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
function joinChunks(body: Buffer): string {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const start = body.indexOf("\r\n", at) + 2;
    const end = start + Number.parseInt(body.toString("latin1", at, start), 16);
    chunks.push(body.subarray(start, end));
    at = end + 2;
  }
  return Buffer.concat(chunks).toString();
}
