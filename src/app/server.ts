import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { renderDiscord } from "#adapters/discord/index.ts";
import { PAGE_HEADERS, renderPage } from "#adapters/html/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Readiness } from "./readiness.ts";

/** The paths that belong to adapters, and who answers there. */
export type Mounts = ReadonlyMap<string, RequestListener>;

export interface ServerOptions {
  readonly ask: Ask;
  readonly readiness: () => Readiness;
  readonly mounts: Mounts;
  readonly logger: Logger;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** One HTTP server for everything: the question page, the health checks and what the adapters mount. */
export function createHttpServer({ ask, readiness, mounts, logger }: ServerOptions): Server {
  const routes: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    ["/", (request, response) => sendPage(request, response, ask)],
    ["/healthz", (_request, response) => sendJson(response, 200, { status: "ok" })],
    [
      "/readyz",
      (_request, response) => {
        const state = readiness();
        sendJson(response, state.ready ? 200 : 503, state);
      },
    ],
  ]);
  return createServer(async (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const handle = mounts.get(path) ?? ownRoute(routes.get(path), request.method);
    try {
      await handle(request, response);
    } catch (error) {
      // An error nobody catches would end the process, and with it everybody's connections.
      logger.error({ error, method: request.method, path }, "An HTTP request failed.");
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "internal server error" });
    }
  });
}

/** Portcall's own pages are only ever read. */
function ownRoute(handle: Handler | undefined, method: string | undefined): Handler {
  if (handle === undefined) return (_request, response) => sendJson(response, 404, { error: "not found" });
  if (method === "GET" || method === "HEAD") return handle;
  return (_request, response) => {
    response.setHeader("allow", "GET, HEAD");
    sendJson(response, 405, { error: "method not allowed" });
  };
}

async function sendPage(request: IncomingMessage, response: ServerResponse, ask: Ask): Promise<void> {
  const query = new URLSearchParams(request.url?.split("?", 2)[1] ?? "").get("q") ?? "";
  const { card } = await ask({ text: query, manner: "command", locale: "en", asker: null });
  const html = renderPage(
    { query, text: renderPlainText(card), slack: renderSlack(card), discord: renderDiscord(card) },
    messagesFor("en"),
  );
  response.writeHead(200, PAGE_HEADERS).end(html);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
