import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { readTarget } from "#adapters/web/index.ts";
import type { Logger } from "#core/host.ts";
import type { Observe } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { SERVER_TIMEOUTS } from "./connections.ts";

/** HTTP handlers by path. A path that ends in a slash, except `/` itself, also takes all paths below it. */
export type Mounts = ReadonlyMap<string, RequestListener>;

export interface ServerOptions {
  readonly mounts: Mounts;
  readonly logger: Logger;
  readonly observe?: Observe;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Of every answer, errors too: nothing is taken for another type than it says, and no link tells where it stood. */
const HEADERS = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
] as const;

/** An HTTP server for handlers, with an answer for everything else and for whatever they throw. */
export function createHttpServer({ mounts, logger, observe = NO_TELEMETRY.observe }: ServerOptions): Server {
  return createServer(SERVER_TIMEOUTS, async (request, response) => {
    for (const [name, value] of HEADERS) response.setHeader(name, value);
    const { path } = readTarget(request);
    const route = mounts.has(path) ? path : folderOf(path);
    const mounted: Handler | undefined = mounts.get(route);
    const handle = mounted ?? sendNotFound;
    response.once("finish", () => {
      observe({ type: "http-request", route: mounted === undefined ? "other" : route, status: response.statusCode });
    });
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

/** A handler that only reads. */
export function readOnly(handle: Handler): Handler {
  return (request, response) => {
    if (request.method === "GET" || request.method === "HEAD") return handle(request, response);
    response.setHeader("allow", "GET, HEAD");
    sendJson(response, 405, { error: "method not allowed" });
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** `/map/` for `/map/867.svg`; empty for what is in no folder. */
function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 1 ? "" : path.slice(0, end + 1);
}

function sendNotFound(_request: IncomingMessage, response: ServerResponse): void {
  sendJson(response, 404, { error: "not found" });
}
