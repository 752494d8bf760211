import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { listenOnLoopback } from "../loopback/listen.ts";

interface ServicePort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly nodePort?: number;
}

/** In the double's cluster every service has the same address, in which numbers stand between colons too. */
const CLUSTER_IP = "fd00:867:96::867:8670";

/**
 * A loopback API server with only these services, by `namespace/name`. Returns the environment for kubectl, with a
 * separate home so that a developer's clusters are never contacted.
 */
export async function createKubernetesApi(
  services: Readonly<Record<string, readonly ServicePort[] | undefined>>,
): Promise<Readonly<Record<string, string>>> {
  const items = Object.entries(services).map(([path, ports]): Service => {
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
        {
          name: "services",
          singularName: "service",
          shortNames: ["svc"],
          namespaced: true,
          kind: "Service",
          verbs: ["get", "list"],
        },
      ],
    },
    "/api/v1/services": { kind: "ServiceList", apiVersion: "v1", metadata: { resourceVersion: "1" }, items },
  };
  const tables: typeof replies = { "/api/v1/services": serviceTable(items) };
  const address = await listenOnLoopback(
    createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://loopback");
      const asTable = request.headers.accept?.includes("as=Table") === true;
      const reply = (asTable ? tables[pathname] : undefined) ?? replies[pathname];
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

interface Service {
  readonly metadata: { readonly namespace: string | undefined; readonly name: string | undefined };
  readonly spec: { readonly type?: string; readonly ports?: readonly ServicePort[] };
}

/** What kubectl prints where it is not told how: the table that the server makes (pkg/printers/internalversion). */
function serviceTable(services: readonly Service[]): object {
  const columns = ["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age"];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: "1" },
    columnDefinitions: columns.map((name) => ({ name, type: "string", format: "", description: "", priority: 0 })),
    rows: services.map(({ metadata, spec: { ports } }) => ({
      cells: [
        metadata.name,
        "NodePort",
        CLUSTER_IP,
        "<none>",
        ports === undefined ? "<none>" : portsText(ports),
        "867d",
      ],
      object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata },
    })),
  };
}

/** As `makePortString` there: `80/TCP,443:30443/TCP`. */
function portsText(ports: readonly ServicePort[]): string {
  return ports
    .map(({ port, nodePort, protocol }) => `${port}${nodePort === undefined ? "" : `:${nodePort}`}/${protocol}`)
    .join(",");
}
