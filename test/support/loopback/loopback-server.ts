import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { drop, hang, type Outcome } from "./replies.ts";
import { readBody } from "./request-body.ts";

export interface LoopbackRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface LoopbackServerOptions {
  /** 0, the default, is any that is free. */
  port?: number;
  handle: (request: LoopbackRequest) => Promise<Outcome>;
  /** Whether a WebSocket may be opened at this address; refused when not, with the status given or with 401. */
  admit: (url: URL) => boolean | number;
  connected: (socket: WebSocket, url: URL) => void;
}

export interface LoopbackServer {
  readonly port: number;
  /** Ends every socket, answered or not. */
  close(): Promise<void>;
}

/** One HTTP and WebSocket server on 127.0.0.1. */
export async function createLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    void answer(request, response, options.handle);
  });
  const sockets = new WebSocketServer({ noServer: true });

  server.on("upgrade", (request, socket, head) => {
    const url = urlOf(request);
    const admitted = options.admit(url);
    if (admitted !== true) {
      const status = admitted === false ? 401 : admitted;
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // A client that is killed resets the connection; `close` follows, and that is where it is dealt with.
      webSocket.on("error", () => {});
      options.connected(webSocket, url);
    });
  });

  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(options.port ?? 0, "127.0.0.1", resolve);
  await listening;

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      if (!server.listening) return;
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://127.0.0.1");
}

async function answer(request: IncomingMessage, response: ServerResponse, handle: LoopbackServerOptions["handle"]) {
  try {
    const body = await readBody(request);
    const { method = "GET", headers } = request;
    send(response, await handle({ method, url: urlOf(request), headers, body }));
  } catch (error) {
    send(response, { status: 500, body: `The double failed: ${error instanceof Error ? error.stack : error}` });
  }
}

function send(response: ServerResponse, outcome: Outcome) {
  if (outcome === hang || response.destroyed) return;
  if (outcome === drop) {
    response.destroy();
    return;
  }
  const { status = 200, headers = {}, body } = outcome;
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { ...(body === undefined ? {} : { "content-type": type }), ...headers });
  response.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
}
