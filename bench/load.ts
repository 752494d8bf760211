import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { percentile } from "./statistics.ts";

export interface LoadOptions {
  readonly url: string;
  readonly signingSecret: string;
  /** The body of the next request. Each is different, because replays are rejected. */
  readonly nextBody: () => string;
  readonly connections: number;
  /** Milliseconds */
  readonly duration: number;
}

export interface Load {
  readonly requestsPerSecond: number;
  /** Milliseconds from sending a request to the last byte of the response. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Sends freshly signed requests over each connection, one at a time.
 * @throws Error if a response isn't 200
 */
export async function applyLoad({ connections, duration, ...target }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const began = performance.now();
  const connection = async () => {
    while (performance.now() - began < duration) latencies.push(await oneRequest(target, agent));
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const elapsed = performance.now() - began;
  agent.destroy();
  return {
    requestsPerSecond: (latencies.length / elapsed) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

function oneRequest(
  { url, signingSecret, nextBody }: Pick<LoadOptions, "url" | "signingSecret" | "nextBody">,
  agent: Agent,
): Promise<number> {
  const body = nextBody();
  const headers = signedHeaders(signingSecret, body);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const began = performance.now();
  const outgoing = request(url, { method: "POST", agent, headers });
  outgoing.on("error", reject);
  outgoing.on("response", (response) => {
    if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`));
    response.on("end", () => resolve(performance.now() - began));
    response.on("error", reject);
    response.resume();
  });
  outgoing.end(body);
  return promise;
}

/**
 * https://docs.slack.dev/authentication/verifying-requests-from-slack. Unlike the signing in test/support, it reuses
 * connections.
 */
function signedHeaders(signingSecret: string, body: string): Record<string, string | number> {
  const timestamp = Math.floor(Date.now() / 1000);
  return {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
  };
}
