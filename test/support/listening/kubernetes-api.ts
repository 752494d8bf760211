import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { listenOnLoopback } from "./loopback-http.ts";

interface ServicePort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly nodePort?: number;
}

/**
 * A loopback API server with only these services, by `namespace/name`. Returns the environment for kubectl, with a
 * separate home so that a developer's clusters are never contacted.
 */
export async function createKubernetesApi(
  services: Readonly<Record<string, readonly ServicePort[] | undefined>>,
): Promise<Readonly<Record<string, string>>> {
  const items = Object.entries(services).map(([path, ports]) => {
    const [namespace, name] = path.split("/");
    return { metadata: { namespace, name }, spec: ports === undefined ? { type: "ExternalName" } : { ports } };
  });
  const replies: Readonly<Record<string, object>> = {
    "/api": { kind: "APIVersions", versions: ["v1"] },
    "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [] },
    "/api/v1": {
      kind: "APIResourceList",
      groupVersion: "v1",
      resources: [
        { name: "services", singularName: "service", namespaced: true, kind: "Service", verbs: ["get", "list"] },
      ],
    },
    "/api/v1/services": { kind: "ServiceList", apiVersion: "v1", metadata: { resourceVersion: "1" }, items },
  };
  const address = await listenOnLoopback(
    createServer((request, response) => {
      const reply = replies[new URL(request.url ?? "/", "http://loopback").pathname];
      response.writeHead(reply === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(reply ?? {}));
    }),
  );
  const home = mkdtempSync(join(tmpdir(), "portcall-kubectl-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "loopback",
    clusters: [{ name: "loopback", cluster: { server: `http://${address}` } }],
    contexts: [{ name: "loopback", context: { cluster: "loopback", user: "nobody" } }],
    users: [{ name: "nobody", user: {} }],
  };
  writeFileSync(join(home, "config"), JSON.stringify(config));
  return { HOME: home, KUBECONFIG: join(home, "config") };
}
