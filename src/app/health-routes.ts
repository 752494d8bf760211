import type { Health } from "./health.ts";
import type { Mounts } from "./server.ts";
import { readOnly, sendJson } from "./server.ts";

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
