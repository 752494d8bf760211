import { once } from "node:events";
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";

/** Milliseconds. */
export const SERVER_TIMEOUTS = {
  // Longer than proxies and balancers keep an idle connection (nginx and AWS: 60 s), so that they are the ones to close it: a
  // request that meets a close on its way is lost.
  keepAliveTimeout: 75_000,
  // Slack and Discord give up after three seconds; whoever takes longer to send a request only occupies a connection.
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2000,
} as const satisfies ServerOptions;

/** Milliseconds that requests may still take to arrive when the server is closed. */
const ARRIVAL_TIME = 500;

/** How a server is stopped without cutting off an answer. */
export interface Connections {
  /** From now on every answer closes its connection. */
  drain(): void;
  /** Stops listening; resolves when every request that has arrived is answered and all connections are closed. */
  close(): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ended: Promise<void>;
}

/** Follows the server's requests. An answer sent before its request's body was read closes the connection. */
export function trackConnections(server: Server): Connections {
  const exchanges = new Set<Exchange>();
  let isDraining = false;

  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const exchange = { request, response, ended };
    exchanges.add(exchange);
    response.once("close", () => {
      exchanges.delete(exchange);
      resolve();
    });
    const { shouldKeepAlive } = response;
    // Node would read the rest of the body, however long it is, to use the connection again.
    response.shouldKeepAlive = false;
    const keepAlive = () => {
      response.shouldKeepAlive = shouldKeepAlive && !isDraining;
    };
    if (hasBody(request)) request.once("end", keepAlive);
    else keepAlive();
  });

  function drain(): void {
    isDraining = true;
    for (const { response } of exchanges) response.shouldKeepAlive = false;
  }

  return {
    drain,
    async close() {
      drain();
      const closed = once(server, "close");
      server.close();
      await Promise.race([allEnded([...exchanges]), wait(ARRIVAL_TIME)]);
      await allEnded([...exchanges].filter(({ request }) => request.complete));
      server.closeAllConnections();
      await closed;
    },
  };
}

function wait(time: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, time).unref());
}

function allEnded(exchanges: readonly Exchange[]): Promise<unknown> {
  return Promise.all(exchanges.map(({ ended }) => ended));
}

/** RFC 9112, section 6.3. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
