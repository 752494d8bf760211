import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { renderDiscord } from "#adapters/discord/index.ts";
import { PAGE_HEADERS, renderPage } from "#adapters/html/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Readiness } from "./readiness.ts";

/** The paths other than Portcall's own, each taken over by whoever it belongs to. */
export type Mounts = ReadonlyMap<string, RequestListener>;

/** One HTTP server for everything: the question page, the health checks and what the adapters mount. */
export function createHttpServer(ask: Ask, readiness: () => Readiness, mounts: Mounts): Server {
  const routes: ReadonlyMap<string, RequestListener> = new Map<string, RequestListener>([
    ["/", (request, response) => void sendPage(request, response, ask)],
    ["/healthz", (_request, response) => sendJson(response, 200, { status: "ok" })],
    [
      "/readyz",
      (_request, response) => {
        const state = readiness();
        sendJson(response, state.ready ? 200 : 503, state);
      },
    ],
  ]);
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const mounted = mounts.get(path);
    if (mounted !== undefined) return mounted(request, response);
    const route = routes.get(path);
    if (route === undefined) return sendJson(response, 404, { error: "not found" });
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return sendJson(response, 405, { error: "method not allowed" });
    }
    return route(request, response);
  });
}

async function sendPage(request: IncomingMessage, response: ServerResponse, ask: Ask): Promise<void> {
  const query = new URLSearchParams(request.url?.split("?", 2)[1] ?? "").get("q") ?? "";
  const { card } = await ask({ text: query, manner: "command", locale: "en", asker: null });
  const page = { query, text: renderPlainText(card), slack: renderSlack(card), discord: renderDiscord(card) };
  response.writeHead(200, PAGE_HEADERS).end(renderPage(page, messagesFor("en")));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
