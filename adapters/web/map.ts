import type { IncomingMessage, RequestListener } from "node:http";
import type { Knowledge } from "#core/knowledge.ts";
import { portMap } from "#core/map/port-map.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { isPort } from "#core/registry/port.ts";
import { sendConditionally } from "./conditional.ts";
import { drawMap } from "./map-svg.ts";
import { refuseOtherMethods } from "./refuse-method.ts";
import { readTarget } from "./target.ts";

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
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** The maps for everybody: `/map/867.svg`. */
export function createMaps({ knowledge, dataVersion }: MapOptions): ReadonlyMap<string, RequestListener> {
  const headers = { ...HEADERS, "access-control-allow-origin": "*" };
  return serveMaps("/map/", knowledge, async () => ({ claims: [], version: dataVersion(), headers }));
}

export interface OwnMapOptions {
  readonly knowledge: () => Knowledge;
  /** The numbers in the port book of whoever sends the request. */
  readonly claimsOf: (request: IncomingMessage) => Promise<readonly PortSpan[]>;
}

/** The maps with a person's own port book, which no cache keeps: `/my/map/867.svg`. */
export function createOwnMaps({ knowledge, claimsOf }: OwnMapOptions): ReadonlyMap<string, RequestListener> {
  const headers = { ...HEADERS, "cross-origin-resource-policy": "same-origin" };
  return serveMaps("/my/map/", knowledge, async (request) => ({
    claims: await claimsOf(request),
    version: null,
    headers,
  }));
}

/** What maps differ in. */
interface MapKind {
  readonly claims: readonly PortSpan[];
  readonly version: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

function serveMaps(
  folder: string,
  knowledge: () => Knowledge,
  kindFor: (request: IncomingMessage) => Promise<MapKind>,
): ReadonlyMap<string, RequestListener> {
  const listener: RequestListener = async (request, response) => {
    const asked = portIn(readTarget(request).path.slice(folder.length));
    if (asked === null) {
      response.writeHead(404, { "content-type": "text/plain" }).end(`There is a map for each port: ${folder}867.svg\n`);
      return;
    }
    if (refuseOtherMethods(request, response, ["GET", "HEAD"])) return;
    const { claims, ...rest } = await kindFor(request);
    const current = knowledge();
    const { updated } = current.registry.source;
    const body = drawMap({ runs: runsOf(current), asked, claims, updated }, messagesFor("en"));
    await sendConditionally(request, response, { body, type: SVG_TYPE, maxAge: MAX_AGE, ...rest });
  };
  return new Map([[folder, listener]]);
}

const runsOf = oncePerObject(portMap);

/** `867.svg`; null for anything else, leading zeros included. */
function portIn(name: string): number | null {
  const [, digits] = /^(0|[1-9]\d{0,4})\.svg$/.exec(name) ?? [];
  const port = Number(digits);
  return digits !== undefined && isPort(port) ? port : null;
}
