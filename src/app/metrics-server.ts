import { once } from "node:events";
import { createServer } from "node:http";
import type { Logger } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import type { MetricsAddress } from "./variables.ts";

export interface MetricsServer {
  /** The URL of the metrics. */
  readonly address: string;
  close(): Promise<void>;
}

export interface MetricsServerOptions {
  readonly metrics: Metrics;
  readonly health: () => Health;
  readonly logger: Logger;
}

/**
 * Serves `/metrics` on an address of its own, because Portcall's other one is public.
 * @throws ConfigurationError if the address cannot be used
 */
export async function serveMetrics(
  { host, port }: MetricsAddress,
  { metrics, health, logger }: MetricsServerOptions,
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.url !== "/metrics" || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await metrics.render(health());
      response.writeHead(200, { "content-type": metrics.contentType }).end(text);
    } catch (error) {
      logger.error({ error }, "The metrics could not be made.");
      response.writeHead(500).end();
    }
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ConfigurationError(`PORTCALL_METRICS ${host}, port ${port}, cannot be listened on: ${reason}.`, {
      cause: error,
    });
  }
  const bound = server.address();
  const actualPort = typeof bound === "object" && bound !== null ? bound.port : port;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}/metrics`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
