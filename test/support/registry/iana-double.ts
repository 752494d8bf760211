import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { createServer } from "node:http";
import { listenOnLoopback } from "../loopback/listen.ts";

/** A loopback double of IANA's web server. */
export interface IanaDouble {
  readonly address: string;
  /** The headers of the requests so far. */
  readonly requests: readonly IncomingHttpHeaders[];
  /** Serves a file from now on: with an ETag and a date, and status 304 for whoever has it. */
  publish(file: string | Uint8Array): void;
  /** Answers otherwise from now on. */
  respond(listener: RequestListener): void;
  /** Resolves with the next request. */
  nextRequest(): Promise<void>;
}

export async function ianaDouble(): Promise<IanaDouble> {
  const requests: IncomingHttpHeaders[] = [];
  let listener: RequestListener = (_, response) => response.writeHead(404).end();
  let versions = 0;
  let asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    requests.push(request.headers);
    listener(request, response);
    asked.resolve();
    asked = Promise.withResolvers();
  });
  return {
    address: `http://${await listenOnLoopback(server)}/registry`,
    requests,
    publish(file) {
      versions++;
      const etag = `"version-${versions}"`;
      listener = ({ headers }, response) => {
        if (headers["if-none-match"] === etag) response.writeHead(304).end();
        else response.writeHead(200, { etag, "last-modified": "Mon, 17 Aug 2026 12:00:00 GMT" }).end(file);
      };
    },
    respond: (next) => {
      listener = next;
    },
    nextRequest: () => asked.promise,
  };
}
