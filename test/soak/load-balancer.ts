import { once } from "node:events";
import type { IncomingMessage, RequestOptions } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { readBody } from "../support/loopback/request-body.ts";
import { KeepAliveAgent } from "./keep-alive-agent.ts";

/** Sends each request to the next replica that is ready, over connections that it keeps, and follows /readyz. */
export interface LoadBalancer extends AsyncDisposable {
  readonly origin: string;
  /** Adds a replica; resolves once it is ready. */
  add(origin: string): Promise<void>;
  remove(origin: string): void;
}

/** Milliseconds between two looks at /readyz. */
const INTERVAL = 200;
/** Longer than any client keeps a connection. */
const KEEP_ALIVE = 300_000;

export interface LoadBalancerOptions {
  /** Does not try the next replica where a connection is refused, as a Kubernetes Service doesn't; nginx does. */
  readonly isStrict: boolean;
}

export async function createLoadBalancer({ isStrict }: LoadBalancerOptions): Promise<LoadBalancer> {
  const agent = new KeepAliveAgent();
  /** Whether each replica is ready, by its origin. */
  const replicas = new Map<string, boolean>();
  let turn = 0;

  async function check(origin: string): Promise<boolean> {
    const isReady = await fetch(`${origin}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (replicas.has(origin)) replicas.set(origin, isReady);
    return isReady;
  }

  function next(): string | undefined {
    const ready = [...replicas].filter(([, isReady]) => isReady);
    turn += 1;
    return ready[turn % ready.length]?.[0];
  }

  /** Only a request that was never sent may go to another replica: any other may have been carried out. */
  async function forward(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const origin = next();
    if (origin === undefined) throw new Error("No replica is ready.");
    const { method = "GET", headers, url = "/" } = incoming;
    try {
      return await send(new URL(url, origin), { method, headers, agent }, body);
    } catch (error) {
      const isUnsent = error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
      if (isStrict || !isUnsent) throw error;
      replicas.set(origin, false);
      return forward(incoming, body);
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    try {
      const answer = await forward(incoming, await readBody(incoming));
      // The connection to the client is the balancer's own.
      const { connection: _connection, "keep-alive": _keepAlive, ...headers } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
    } catch (error) {
      outgoing.writeHead(502).end(String(error));
    }
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const timer = setInterval(() => {
    for (const origin of replicas.keys()) void check(origin);
  }, INTERVAL);

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async add(origin) {
      replicas.set(origin, false);
      while (!(await check(origin))) await pause(INTERVAL);
    },
    remove: (origin) => void replicas.delete(origin),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function send(url: URL, options: RequestOptions, body: Buffer): Promise<IncomingMessage> {
  const outgoing = request(url, options).end(body);
  const [response] = await once(outgoing, "response");
  return response;
}
