import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { PAGE_HEADERS, renderPage } from "#adapters/html/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Observe } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { SERVER_TIMEOUTS } from "./connections.ts";
import type { Health } from "./health.ts";
import { PLATFORMS } from "./platforms/platforms.ts";

/** HTTP handlers of adapters, by path. */
export type Mounts = ReadonlyMap<string, RequestListener>;

export interface ServerOptions {
  readonly ask: Ask;
  readonly health: () => Health;
  readonly mounts: Mounts;
  readonly logger: Logger;
  readonly observe?: Observe;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** The HTTP server for the web page, the health checks and the adapters' handlers. */
export function createHttpServer(options: ServerOptions): Server {
  const { ask, health, mounts, logger, observe = NO_TELEMETRY.observe } = options;
  const routes: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    ["/", (request, response) => sendPage(request, response, ask)],
    ["/healthz", (_request, response) => sendJson(response, 200, { status: "ok" })],
    [
      "/readyz",
      (_request, response) => {
        const state = health();
        sendJson(response, state.ready ? 200 : 503, state);
      },
    ],
  ]);
  return createServer(SERVER_TIMEOUTS, async (request, response) => {
    const { path } = readTarget(request.url);
    const route = mounts.has(path) || routes.has(path) ? path : "other";
    response.once("finish", () => observe({ type: "http-request", route, status: response.statusCode }));
    const handle = mounts.get(path) ?? builtInRoute(routes.get(path), request.method);
    try {
      await handle(request, response);
    } catch (error) {
      // An uncaught error would end the process and all connections.
      logger.error({ error, method: request.method, path }, "HTTP request failed.");
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "internal server error" });
    }
  });
}

/** The path and query of a request target in origin form or, as proxies may send it, absolute form: RFC 9112, section 3.2. */
function readTarget(target = "/"): { readonly path: string; readonly search: string } {
  const [, path = "", search = ""] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(?:\?(.*))?$/is.exec(target) ?? [];
  return { path: path || "/", search };
}

/** The built-in routes are read-only. */
function builtInRoute(handle: Handler | undefined, method: string | undefined): Handler {
  if (handle === undefined) return (_request, response) => sendJson(response, 404, { error: "not found" });
  if (method === "GET" || method === "HEAD") return handle;
  return (_request, response) => {
    response.setHeader("allow", "GET, HEAD");
    sendJson(response, 405, { error: "method not allowed" });
  };
}

async function sendPage(request: IncomingMessage, response: ServerResponse, ask: Ask): Promise<void> {
  const query = new URLSearchParams(readTarget(request.url).search).get("q") ?? "";
  const reply = await ask({ text: query, manner: "command", locale: "en", asker: null });
  const payloads = Object.values(PLATFORMS).map(({ format, render }) => ({ format, payload: render(reply) }));
  const html = renderPage({ query, text: renderPlainText(reply.card), payloads }, messagesFor("en"));
  response.writeHead(200, PAGE_HEADERS).end(html);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
