import type { IncomingMessage } from "node:http";

/** What a request asks for. */
export interface Target {
  /** Never empty, not decoded. */
  readonly path: string;
  readonly parameters: URLSearchParams;
}

/** Reads a request target in origin form or, as proxies may send it, absolute form: RFC 9112, section 3.2. */
export function readTarget({ url = "/" }: Pick<IncomingMessage, "url">): Target {
  const [, path = "", search = ""] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(?:\?(.*))?$/is.exec(url) ?? [];
  return { path: path || "/", parameters: new URLSearchParams(search) };
}
