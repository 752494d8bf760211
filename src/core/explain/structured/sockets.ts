import { isIp, scopeOf } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { listenerOn, processId, programName, scannedListener } from "#core/explain/reader.ts";
import type { FoundInValues, JsonObject, ValueReader } from "#core/explain/structured/values.ts";
import { found, NOTHING, objectsAt, portAt, textAt } from "#core/explain/structured/values.ts";
import { transportOf } from "#core/explain/transport.ts";
import { isJsonObject } from "#core/host.ts";

/**
 * `Get-NetTCPConnection | ConvertTo-Json` and rows of netstat and ss as scripts and jc turn them into objects, with any
 * selection of properties in any spelling.
 */
export const socketObject: ValueReader = (object, { said }) => {
  if (!LOCAL_PORTS.some((key) => key in object)) return null;
  const fields = Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.toLowerCase().replaceAll("_", ""), value]),
  );
  const port = portAt(fields, "localportnum") ?? portAt(fields, "localport");
  const address = textAt(fields, "localaddress");
  const state = textAt(fields, "state", "status").toLowerCase();
  if (port === null || (address !== "" && address !== "*" && !isIp(address))) return null;
  const named = transportOf(textAt(fields, "protocol", "proto", "netid"));
  // Anything may have a local port, such as a tunnel or a switch.
  const isSocket = "owningprocess" in fields || Object.keys(fields).every((key) => SOCKET_KEYS.has(key));
  if (state === "" && named !== "udp" && !isSocket) return null;
  const peerAddress = textAt(fields, "remoteaddress", "peeraddress", "foreignaddress");
  if (state === "" && isIp(peerAddress) && scopeOf(peerAddress) !== "every") return { ...NOTHING, connections: 1 };
  const peer = portAt(fields, "remoteport", "peerport", "foreignport");
  // Sockets of udp have no state of their own: tools leave it out, or put one that says nothing.
  const isOpen = named === "udp" || state === "" ? peer === null : LISTENS.has(state);
  if (!isOpen) return state === "bound" ? NOTHING : { ...NOTHING, connections: 1 };
  const isTcp = state !== "" || "remoteport" in fields;
  const process = textAt(fields, "processname", "process");
  return found([
    {
      ...listenerOn(port, named ?? (isTcp ? "tcp" : (said ?? "tcp")), address === "" ? null : address),
      process: process === "" ? null : programName(process),
      pid: processId(textAt(fields, "owningprocess", "owningpid", "pid")),
      system: "local_port" in object ? null : "windows",
    },
  ]);
};

/** In lower case, without underscores. */
const SOCKET_KEYS: ReadonlySet<string> = new Set(
  [
    "localaddress localport localportnum remoteaddress remoteport peeraddress peerport peerportnum foreignaddress foreignport",
    "protocol proto netid state status recvq sendq process processname processid program owningpid pid user uid inode family opts",
  ].flatMap((line) => line.split(" ")),
);
const LOCAL_PORTS = ["LocalPort", "localPort", "local_port"];
/** Raw objects of PowerShell have numeric states (MSFT_NetTCPConnection: 2 is Listen). */
const LISTENS: ReadonlySet<string> = new Set(["listen", "listening", "2"]);

/** osquery's `listening_ports` and Ansible's `listen_ports_facts`. */
export const listeningPort: ValueReader = (object) => {
  if (!("protocol" in object) && isPortAndPid(object)) return portAndPid(object);
  const transport = transportOf(textAt(object, "protocol"));
  const port = portAt(object, "port");
  const address = textAt(object, "address");
  const isKnown = "pid" in object && (isIp(address) || address === "*");
  if (transport === null || port === null || !(isKnown || isQueryResult(object))) return null;
  const process = programName(textAt(object, "name", "process_name", "path"));
  const listener = listenerOn(port, transport, address === "" ? null : address);
  return found([{ ...listener, process, pid: processId(textAt(object, "pid")) }]);
};

/** A few columns of osquery, which prints every value as a text and the protocol as IANA's number; some tools name it. */
function isQueryResult(object: JsonObject): boolean {
  const isNamed = typeof object.port === "string" && isIp(textAt(object, "address"));
  return (isNamed || /^\d+$/.test(textAt(object, "protocol"))) && isQueryPart(object);
}

const isQueryPart = (object: JsonObject) => Object.keys(object).every((key) => OSQUERY_COLUMNS.has(key));

/** A query for no more than these, so it is open which transport they are of. */
function isPortAndPid(object: JsonObject): boolean {
  return ["pid", "port"].every((key) => typeof object[key] === "string") && isQueryPart(object);
}

function portAndPid(object: JsonObject): FoundInValues {
  const port = portAt(object, "port");
  if (port === null) return NOTHING;
  const address = textAt(object, "address");
  const process = programName(textAt(object, "name", "process_name", "path"));
  const listener = listenerOn(port, null, address === "" ? null : address);
  return found([{ ...listener, process, pid: processId(textAt(object, "pid")) }]);
}

const OSQUERY_COLUMNS: ReadonlySet<string> = new Set(
  "pid port protocol family address fd socket path net_namespace name process_name cmdline username user uid state".split(
    " ",
  ),
);

/** `masscan -oJ`, and naabu's JSON, which has one port an object. */
export const scannedHost: ValueReader = (object) => {
  // Both print the address; any configuration has a host and a port.
  const host = textAt(object, "ip");
  if (host === "") return null;
  const single = portAt(object, "port");
  if (single !== null) {
    const transport = transportOf(textAt(object, "protocol") || "tcp");
    return transport === null ? null : found([scannedListener(host, single, transport)]);
  }
  const ports = objectsAt(object, "ports").filter((each) => "proto" in each);
  if (ports.length === 0) return null;
  return found(
    ports.flatMap((each) => {
      const port = portAt(each, "port");
      const transport = transportOf(textAt(each, "proto"));
      const isOpen = ["open", ""].includes(textAt(each, "status"));
      return port === null || transport === null || !isOpen ? [] : [scannedListener(host, port, transport)];
    }),
  );
};

/** `Test-NetConnection | ConvertTo-Json`. */
export const testedPort: ValueReader = (object) => {
  const port = portAt(object, "RemotePort");
  if (port === null || !("TcpTestSucceeded" in object)) return null;
  const address = object.RemoteAddress;
  const host =
    (isJsonObject(address) ? textAt(address, "IPAddressToString") : "") ||
    textAt(object, "RemoteAddress", "ComputerName");
  return object.TcpTestSucceeded === true ? found([scannedListener(host === "" ? null : host, port, "tcp")]) : NOTHING;
};

/** The elements of a name inside another, also inside those that were left open, but not those of another host or port. */
function elementsIn(element: JsonObject, name: string): readonly JsonObject[] {
  return objectsAt(element, "#children").flatMap((child) => {
    const isOwn = child["#name"] === name;
    const isApart = !isOwn && (child["#name"] === "host" || child["#name"] === "port");
    return [...(isOwn ? [child] : []), ...(isApart ? [] : elementsIn(child, name))];
  });
}

/** A host in `nmap -oX`. */
export const nmapHost: ValueReader = (object) =>
  object["#name"] === "host" ? found([object, ...elementsIn(object, "host")].flatMap(nmapPorts)) : null;

function nmapPorts(host: JsonObject): readonly PastedListener[] {
  // Some tools leave the type out; nmap's third one is that of the hardware.
  const address = elementsIn(host, "address").find(({ addrtype }) => addrtype !== "mac");
  const name = address === undefined ? null : textAt(address, "addr");
  return elementsIn(host, "port").flatMap((port) => nmapPort(port, name));
}

function nmapPort(element: JsonObject, host: string | null): readonly PastedListener[] {
  const port = portAt(element, "portid");
  const transport = transportOf(textAt(element, "protocol"));
  const isOpen = elementsIn(element, "state").some(({ state }) => state === "open");
  if (port === null || transport === null || !isOpen) return [];
  const [service = {}] = elementsIn(element, "service");
  const product = [textAt(service, "product"), textAt(service, "version"), textAt(service, "extrainfo")];
  const version = product.filter((each) => each !== "").join(" ");
  return [{ ...scannedListener(host, port, transport), product: version === "" ? null : version }];
}
