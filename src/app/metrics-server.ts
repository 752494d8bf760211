import { once } from "node:events";
import { createServer } from "node:http";
import type { Logger } from "#core/host.ts";
import type { Health } from "./health.ts";
import { listen } from "./listen.ts";
import type { Metrics } from "./metrics.ts";
import type { ServerAddress } from "./variables.ts";

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
  given: ServerAddress,
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
  const address = await listen(server, given, { host: "PORTCALL_METRICS", port: "PORTCALL_METRICS" });
  return {
    address: `${address}metrics`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
