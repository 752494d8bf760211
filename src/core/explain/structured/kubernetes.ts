import type { PastedListener } from "#core/explain/listener.ts";
import { listenerOn } from "#core/explain/reader.ts";
import type { JsonObject, ValueReader } from "#core/explain/structured/values.ts";
import { found, itemsAt, objectAt, objectsAt, portAt, textAt } from "#core/explain/structured/values.ts";
import { transportOf } from "#core/explain/transport.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";

/** Objects of Kubernetes that say where a service is reached: manifests, and `kubectl get -o json` or `-o yaml`. */
export const kubernetesObject: ValueReader = (object) => {
  const kind = "kind" in object ? object.kind : kindOfPart(object);
  if ("kind" in object && !("apiVersion" in object) && !("spec" in object)) return null;
  switch (kind) {
    case "Service":
      return found(servicePorts(object));
    case "Ingress":
      return found(ingressPorts(object));
    case "EndpointSlice":
      return found(slicePorts(object));
    case "Endpoints":
      return found(endpointPorts(object));
    default:
      return null;
  }
};

/** What a part of a manifest is of that begins below its kind, or inside the specification. */
function kindOfPart(object: JsonObject): string | null {
  const isSpec = !isJsonObject(object.spec);
  const spec = specOf(object);
  if (isServiceSpec(spec) && (!isSpec || isPublished(spec))) return "Service";
  if (objectsAt(spec, "rules").some(({ http }) => isJsonObject(http) && "paths" in http)) return "Ingress";
  if (objectsAt(object, "subsets").some((each) => "addresses" in each)) return "Endpoints";
  return objectsAt(object, "endpoints").some((each) => "addresses" in each) ? "EndpointSlice" : null;
}

/** A file that lost its indentation has all keys at the top. */
function specOf(object: JsonObject): JsonObject {
  return isJsonObject(object.spec) ? object.spec : object;
}

/** Whether an object has ports as only a Service has them. */
function isServiceSpec(object: JsonObject): boolean {
  const ports = objectsAt(object, "ports");
  if (ports.length === 0 || !ports.every((each) => portAt(each, "port") !== null)) return false;
  return isOfService(object) || ports.some((each) => "targetPort" in each || "nodePort" in each);
}

/** Whether a part of a specification says where the ports are reached, which is more than a list of them. */
function isPublished(object: JsonObject): boolean {
  return isOfService(object) || objectsAt(object, "ports").some((each) => "nodePort" in each);
}

function isOfService(object: JsonObject): boolean {
  return SERVICE_KEYS.some((key) => key in object) || SERVICE_TYPE.test(textAt(object, "type"));
}

/** Of specifications that only a Service has. */
const SERVICE_KEYS = ["clusterIP", "externalTrafficPolicy", "ipFamilyPolicy", "sessionAffinity"];
const SERVICE_TYPE = /^(?:ClusterIP|NodePort|LoadBalancer)\b/;

/** `namespace/name` as the table has it, or the name alone. */
function nameOf(object: JsonObject, label = ""): string {
  const metadata = isJsonObject(object.metadata) ? object.metadata : object;
  const name = textAt(objectAt(metadata, "labels"), label) || textAt(metadata, "name");
  const namespace = textAt(metadata, "namespace");
  return namespace === "" ? name : `${namespace}/${name}`;
}

function on(service: string, port: number, address: string, protocol: string): readonly PastedListener[] {
  // TCP is the default (kubernetes.io, "Service").
  const transport = transportOf(protocol || "TCP");
  const listener = listenerOn(port, transport, address === "" || address === "None" ? null : address);
  return transport === null ? [] : [{ ...listener, service: service || null, system: "cluster" }];
}

function* servicePorts(object: JsonObject): Generator<PastedListener> {
  const spec = specOf(object);
  const service = nameOf(object);
  const status = isJsonObject(object.status) ? object.status : object;
  const balancers = objectsAt(objectAt(status, "loadBalancer"), "ingress");
  const outside = [
    ...itemsAt(spec, "externalIPs").filter((each) => typeof each === "string"),
    ...balancers.map((each) => textAt(each, "ip", "hostname")).filter((each) => each !== ""),
  ];
  if (spec.type === "ExternalName") return;
  const addresses = [textAt(spec, "clusterIP"), ...outside];
  for (const each of objectsAt(spec, "ports")) {
    const port = portAt(each, "port");
    const node = portAt(each, "nodePort");
    const protocol = textAt(each, "protocol");
    if (port === null) continue;
    for (const address of addresses) yield* on(service, port, address, protocol);
    // A node port is open on all of a node's addresses (kubernetes.io, "Service": type NodePort).
    const open = node === null ? [] : on(service, node, "", protocol);
    yield* open.map((listener) => ({ ...listener, scope: "every" as const, target: port }));
  }
}

/** An Ingress answers on 80, and with certificates on 443 (kubernetes.io, "Ingress"). */
function ingressPorts(object: JsonObject): readonly PastedListener[] {
  const spec = specOf(object);
  const service = nameOf(object);
  const named = objectsAt(spec, "rules").map((rule) => textAt(rule, "host"));
  const hosts = new Set(named.length === 0 ? [""] : named);
  const ports = itemsAt(spec, "tls").length > 0 ? [80, 443] : [80];
  return [...hosts].flatMap((host) => ports.flatMap((port) => on(service, port, host || "*", "TCP")));
}

function slicePorts(object: JsonObject): Iterable<PastedListener> {
  const service = nameOf(object, "kubernetes.io/service-name");
  const addresses = objectsAt(object, "endpoints").flatMap((each) => itemsAt(each, "addresses"));
  return portsOn(addresses, objectsAt(object, "ports"), service);
}

function* endpointPorts(object: JsonObject): Generator<PastedListener> {
  for (const subset of objectsAt(object, "subsets")) {
    const addresses = objectsAt(subset, "addresses").map((each) => textAt(each, "ip"));
    yield* portsOn(addresses, objectsAt(subset, "ports"), nameOf(object));
  }
}

function* portsOn(
  addresses: readonly Json[],
  ports: readonly JsonObject[],
  service: string,
): Generator<PastedListener> {
  for (const address of addresses) {
    for (const each of ports) {
      const port = portAt(each, "port");
      if (typeof address === "string" && port !== null) yield* on(service, port, address, textAt(each, "protocol"));
    }
  }
}
