import type { LoopbackRequest } from "../loopback/loopback-server.ts";
import { decodeBody, type RequestBody } from "../loopback/request-body.ts";

export interface DiscordRequest {
  method: string;
  /** Decoded, without `/api/v10` and the query: "/webhooks/1/token/messages/@original". */
  path: string;
  query: Readonly<Record<string, string>>;
  /** The JSON; of a multipart body, its `payload_json`. */
  body: unknown;
  files: RequestBody["files"];
  headers: LoopbackRequest["headers"];
  /** The route it took, e.g. "POST /channels/:channel/messages"; `undefined` when Discord has no such route here. */
  route: string | undefined;
}

/** Which requests are meant: "POST /channels/:channel/messages" with any name after a colon, or a test of one's own. */
export type RequestMatcher = string | ((request: DiscordRequest) => boolean);

export async function readDiscordRequest(
  request: LoopbackRequest,
  path: string,
): Promise<Omit<DiscordRequest, "route">> {
  const { method, headers, url } = request;
  const { value: body, files } = await decodeBody(headers, request.body);
  return { method, path, query: Object.fromEntries(url.searchParams), body, files, headers };
}

/** The path below `/api/v10`; `undefined` for any other. */
export function restPath(url: URL): string | undefined {
  const path = /^\/api\/v10(\/.*)$/.exec(url.pathname)?.[1];
  return path === undefined ? undefined : decodeURIComponent(path);
}

/** The values that stand for a route's names, when the request takes that route. */
export function matchRoute(route: string, method: string, path: string): Record<string, string> | undefined {
  const pattern = route.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)");
  const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
  return found === null ? undefined : { ...found.groups };
}

export function matches(matcher: RequestMatcher, request: DiscordRequest): boolean {
  if (typeof matcher === "function") return matcher(request);
  return matchRoute(matcher, request.method, request.path) !== undefined;
}
