import type { Logger } from "#core/host.ts";
import { trackConnections } from "./connections.ts";
import type { Health } from "./health.ts";
import { listen } from "./listen.ts";
import type { Mounts } from "./server.ts";
import { createHttpServer, readOnly, sendJson } from "./server.ts";
import type { ServerAddress } from "./variables.ts";

/** What balancers and supervisors ask. */
export function healthRoutes(health: () => Health): Mounts {
  return new Map([
    ["/healthz", readOnly((_request, response) => sendJson(response, 200, { status: "ok" }))],
    [
      "/readyz",
      readOnly((_request, response) => {
        const state = health();
        sendJson(response, state.ready ? 200 : 503, state);
      }),
    ],
  ]);
}

export interface HealthServer {
  /** Its URL. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves health checks on an address of their own.
 * @throws ConfigurationError if the address cannot be used
 */
export async function serveHealth(given: ServerAddress, mounts: Mounts, logger: Logger): Promise<HealthServer> {
  const server = createHttpServer({ mounts, logger });
  const { close } = trackConnections(server);
  const address = await listen(server, given, { host: "PORTCALL_HEALTH_PORT", port: "PORTCALL_HEALTH_PORT" });
  return { address, close };
}
