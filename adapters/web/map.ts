import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Knowledge } from "#core/knowledge.ts";
import type { MapRun } from "#core/map/port-map.ts";
import { portMap } from "#core/map/port-map.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { isPort } from "#core/registry/port.ts";
import { sendConditionally } from "./conditional.ts";
import { drawMap } from "./map-svg.ts";
import { readTarget } from "./target.ts";

const MAP_FOLDER = "/map/";

export interface MapOptions {
  readonly knowledge: () => Knowledge;
  /** Changes with whatever a map is drawn from; without quotes. */
  readonly dataVersion: () => string;
}

/** Seconds. The registry is refreshed daily. */
const MAX_AGE = 3600;

const SVG_TYPE = "image/svg+xml; charset=utf-8";

/** An image runs nothing and loads nothing, also where it is opened by itself. */
const HEADERS = {
  "access-control-allow-origin": "*",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/** The maps for everybody: `/map/867.svg`. */
export function createMaps({ knowledge, dataVersion }: MapOptions): ReadonlyMap<string, RequestListener> {
  const runs = rememberRuns(knowledge);
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const asked = portIn(readTarget(request).path);
    if (asked === null) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is a map for each port: /map/867.svg\n");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const { updated } = knowledge().registry.source;
    const body = drawMap({ runs: runs(), asked, claims: [], updated }, messagesFor("en"));
    sendConditionally(request, response, {
      body,
      type: SVG_TYPE,
      etag: `"${dataVersion()}"`,
      maxAge: MAX_AGE,
      headers: HEADERS,
    });
  };
  return new Map([[MAP_FOLDER, listener]]);
}

/** The runs of the current knowledge, made once for each. */
function rememberRuns(knowledge: () => Knowledge): () => readonly MapRun[] {
  const known = new WeakMap<Knowledge, readonly MapRun[]>();
  return () => {
    const current = knowledge();
    const runs = known.get(current) ?? portMap(current);
    known.set(current, runs);
    return runs;
  };
}

/** `/map/867.svg`; null for anything else, leading zeros included. */
function portIn(path: string): number | null {
  const [, digits] = /^\/map\/(0|[1-9]\d{0,4})\.svg$/.exec(path) ?? [];
  const port = Number(digits);
  return digits !== undefined && isPort(port) ? port : null;
}
