import { parseRange } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { initialState } from "#core/explain/reader.ts";
import { docker } from "#core/explain/readers/docker.ts";
import type { JsonObject, ValueReader } from "#core/explain/structured/values.ts";
import { found, itemsAt, objectAt, objectsAt, portAt, publishedPort, textAt } from "#core/explain/structured/values.ts";
import { transportOf } from "#core/explain/transport.ts";
import { wordsOf } from "#core/explain/words.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { MAX_PORT, spanSize } from "#core/registry/port.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

function containerName(object: JsonObject): string | null {
  const [first = null] = itemsAt(object, "Names");
  const name = typeof first === "string" ? first : textAt(object, "Name", "Names", "name");
  return name.replace(/^\//, "") || null;
}

const imageAt = (object: JsonObject) => textAt(object, "Image", "image") || null;

/** `docker inspect`: the ports that are published, or those that shall be once the container runs. */
export const inspected: ValueReader = (object) => {
  const actual = objectAt(objectAt(object, "NetworkSettings"), "Ports");
  const wanted = objectAt(objectAt(object, "HostConfig"), "PortBindings");
  const ports = Object.values(actual).some(Array.isArray) ? actual : wanted;
  if (!Object.keys(ports).some((key) => /^\d{1,5}(?:\/\w{3,4})?$/.test(key))) return null;
  if (objectAt(object, "State").Running === false) return found([]);
  const service = containerName(object);
  // Its own `Image` is the image's id.
  const image = imageAt(objectAt(object, "Config"));
  return found(
    Object.entries(ports).flatMap(([key, bindings]) => {
      const [target = "", protocol = "tcp"] = key.split("/", 2);
      const transport = transportOf(protocol);
      return (Array.isArray(bindings) ? bindings : []).filter(isJsonObject).flatMap((binding) => {
        const port = portAt(binding, "HostPort");
        if (port === null || transport === null) return [];
        return [publishedPort(port, transport, textAt(binding, "HostIp"), { service, image, target: Number(target) })];
      });
    }),
  );
};

/** A part of `docker inspect`: the ports alone. */
export const portBindings: ValueReader = (object, context) => {
  const isBindings = Object.entries(object).some(([key, value]) => TARGET.test(key) && Array.isArray(value));
  return isBindings ? inspected({ NetworkSettings: { Ports: object } }, context) : null;
};

const TARGET = /^\d{1,5}\/(?:tcp|udp|sctp)$/;

/** Containers of Docker's API, of `podman ps`, of `docker compose ps` and of ECS, and Swarm's services. */
export const listedPorts: ValueReader = (object) => {
  const isPort = PAIRS.some(([outside, inside]) => outside in object && inside in object);
  const ports = isPort ? [object] : PORT_LISTS.flatMap((key) => objectsAt(object, key));
  if (!ports.some((port) => PORT_KEYS.some((key) => key in port))) return null;
  return found(portsOf(ports, { service: containerName(object), image: imageAt(object) }));
};

const PORT_LISTS = ["Ports", "Publishers", "portMappings", "networkBindings"];
/** A port by itself: of Docker's API, of Swarm, and of Terraform's `docker_container`. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["PublicPort", "PrivatePort"],
  ["PublishedPort", "TargetPort"],
  ["external", "internal"],
];

function* portsOf(
  ports: readonly JsonObject[],
  container: Pick<PastedListener, "service" | "image">,
): Generator<PastedListener> {
  for (const port of ports) {
    const first = portAt(port, "PublicPort", "PublishedPort", "host_port", "hostPort", "external");
    const transport = transportOf(textAt(port, "Type", "Protocol", "protocol") || "tcp");
    if (first === null || transport === null) continue;
    const address = textAt(port, "IP", "URL", "host_ip", "hostIP", "bindIP");
    const target = portAt(port, "PrivatePort", "TargetPort", "container_port", "containerPort", "internal");
    // Podman prints a range as its first port and a length.
    const length = Number(textAt(port, "range")) || 1;
    for (let at = 0; at < length && first + at <= MAX_PORT; at++) {
      yield publishedPort(first + at, transport, address, {
        ...container,
        target: target === null ? null : target + at,
      });
    }
  }
}

const PORT_KEYS = ["PublicPort", "PrivatePort", "PublishedPort", "host_port", "hostPort", "external"];

/** `docker ps --format json` prints the ports as its table does. */
export const formattedPorts: ValueReader = (object, { room }) => {
  const ports = object.Ports;
  if (typeof ports !== "string" || !("Names" in object || "Name" in object)) return null;
  const name = containerName(object) ?? "-";
  const mapped = wordsOf(ports).filter((word) => word.includes("->"));
  const read = docker.read([name, ...mapped], initialState(room, NO_PORT_NAMES))?.listeners ?? [];
  const image = imageAt(object);
  return found(read.map((listener) => ({ ...listener, image })));
};

/** A compose file: `ports` of each service, in the short and in the long syntax. */
export const composeFile: ValueReader = (object) => {
  // The first version of the format, parts of a file, and files that lost their indentation have the services at the top.
  const services = Object.entries(isJsonObject(object.services) ? object.services : object);
  const isCompose = services.some(
    ([, each]) => isJsonObject(each) && ["image", "build", "ports", "published_ports"].some((key) => key in each),
  );
  if (isCompose) return found(composePorts(services));
  // The ports of one service alone.
  const ports = servicePorts(object);
  const isService = ports.length > 0 && ports.every(isPublished);
  return isService ? found(composePorts([[textAt(object, "container_name"), object]])) : null;
};

/** Also of Ansible's `docker_container`. */
function servicePorts(object: JsonObject): readonly Json[] {
  return [...itemsAt(object, "ports"), ...itemsAt(object, "published_ports")];
}

function isPublished(port: Json): boolean {
  if (isJsonObject(port)) return "target" in port && "published" in port;
  return typeof port === "string" && SHORT_PORT.test(withDefaults(port));
}

function* composePorts(services: readonly (readonly [string, Json])[]): Generator<PastedListener> {
  for (const [service, each] of services) {
    if (!isJsonObject(each)) continue;
    const image = withDefaults(textAt(each, "image")) || null;
    for (const port of servicePorts(each)) yield* composePort(port, { service: service || null, image });
  }
}

/** `127.0.0.1:8000-8010:80-90/udp`; a variable counts with its default. A container's port alone gets any on the host. */
const SHORT_PORT =
  /^(?:(\[[\da-f:]{2,45}\]|[\d.]{7,15}|(?=[\da-f:]*::)[\da-f:]{2,39}):)?(\d{1,5}(?:-\d{1,5})?):(\d{1,5}(?:-\d{1,5})?)(?:\/(\w{3,4}))?$/i;

function* composePort(port: Json, container: Pick<PastedListener, "service" | "image">): Generator<PastedListener> {
  const [address, host, inside, protocol] = isJsonObject(port)
    ? [textAt(port, "host_ip"), textAt(port, "published"), textAt(port, "target"), textAt(port, "protocol")]
    : (SHORT_PORT.exec(withDefaults(`${port}`.slice(0, 200)))?.slice(1) ?? []);
  const [span, targets] = [parseRange(withDefaults(host ?? "")), parseRange(inside ?? "")];
  const transport = transportOf(protocol || "tcp");
  if (span === null || span.first === 0 || targets === null || transport === null) return;
  const isEven = spanSize(span) === spanSize(targets);
  for (let at = 0; at < spanSize(span); at++) {
    const target = isEven ? targets.first + at : targets.first;
    yield publishedPort(span.first + at, transport, address ?? "", { ...container, target });
  }
}

/** `${PORT:-8080}`; a default may have its own. */
function withDefaults(text: string): string {
  const inner = text.replace(DEFAULT, "$1");
  return inner === text ? text : inner.replace(DEFAULT, "$1");
}

const DEFAULT = /\$\{\w{1,60}:?-([^{}]{0,60})\}/g;
