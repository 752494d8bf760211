import { isIp, parseEndpoint, parseRangeWithTransport } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Reader } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerOn, listenerRow } from "#core/explain/reader.ts";

const TYPES: ReadonlySet<string> = new Set(["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
const typeAt = (words: readonly string[]) => words.slice(0, 3).findIndex((word) => TYPES.has(word));

/** `web NodePort 10.96.0.10 <none> 80:30080/TCP 5d`: the service's port, and its port on every node. */
export const kubectlServices: Reader = {
  begins: (words, { header }) =>
    typeAt(words) > 0 ||
    (header.some((word) => ADDRESS_COLUMNS.has(word)) && addressAt(words) > 0 && words.some(isPorts)),
  read: (all, { header, isJoined }) => {
    const words = header.includes("IP(S)") ? withoutLabels(all, header, isJoined) : all;
    const type = typeAt(words);
    // kubectl before 1.7 and chosen columns have no type.
    const at = type < 0 ? addressAt(words) : type;
    const [clusterIp = "", ...rest] = words.slice(type < 0 || isPorts(words[at + 1]) ? at : at + 1);
    // Tables of chosen columns have no external addresses.
    const external = isPorts(rest[0]) ? "" : (rest[0] ?? "");
    const [ports = "", ...more] = rest.slice(external === "" ? 0 : 1);
    if (at < 1 || ports === "") return null;
    if (ports !== "<none>" && !isClusterIp(clusterIp) && !NO_ADDRESS.has(clusterIp)) return null;
    const isWhole = more.length > 0;
    if (ports === "<none>") return { ...EMPTY_ROW, isWhole };
    const service = words
      .slice(0, at)
      .join("/")
      .replace(/(^|\/)(?:service|svc)\//, "$1");
    const isCut = CUT.test(ports);
    const listed = ports.replace(CUT, "").split(",");
    const read = listed.map((each) => portsOf(each, clusterIp, external, service));
    // The last port may be cut as well.
    if (read.some((each, at) => each === null && !(isCut && at > 0 && at === read.length - 1))) return null;
    return {
      ...listenerRow(
        read.flatMap((each) => each ?? []),
        isWhole || isCut,
      ),
      unread: isCut ? `${service} ${ports}` : null,
    };
  },
};

/** Of all versions. */
const ADDRESS_COLUMNS: ReadonlySet<string> = new Set(["CLUSTER-IP", "CLUSTER_IP", "IP(S)"]);

/**
 * kubectl before 1.0 printed labels and a selector behind the name, and further ports and addresses below the first, so
 * that they stand behind its row.
 */
function withoutLabels(words: readonly string[], header: readonly string[], isJoined: boolean): readonly string[] {
  const at = words.findIndex(isAddresses);
  const cells = words.slice(Math.max(at, 0));
  if (at < 0 || (isJoined && !cells.every((cell) => isPorts(cell) || isAge(cell) || isAddresses(cell)))) return [];
  const [inside = "", ...outside] = cells.filter(isAddresses);
  const name = words.slice(0, header.indexOf("NAME") + 1);
  return [...name, inside, outside.join(",") || "<none>", cells.filter(isPorts).join(",")];
}

/** Where a list was cut. */
const CUT = /,?(?:\.{2,3}|…)$/;
/** One address, or one of each family. */
const isAddresses = (word = "") => word.split(",").every(isIp);
/** People mask an address by letters of their choice, or put a word for it. Only a type before it tells it from a name. */
const MASKED = /^\d{1,3}(?:\.[\da-zA-Z*]{1,4}){3}$|^<(?!none>|pending>)[^<>]{1,40}>$/;
const isClusterIp = (word: string) => isAddresses(word) || MASKED.test(word);
const addressAt = (words: readonly string[]) => words.slice(0, 6).findIndex(isAddresses);
const NO_ADDRESS: ReadonlySet<string> = new Set(["None", ...TYPES]);
const isPorts = (word = "") => /^\d{1,5}(?::\d{1,5})?\/[A-Z]{3,4}(?:,|$)/.test(word);

/** A load balancer's address may be a name, in part masked or cut, and Docker Desktop's is its host's. */
const BALANCER = /^(?:localhost|(?:[\w-]|<[^<>]{1,40}>){1,99}(?:\.{1,3}(?:[\w-]|<[^<>]{1,40}>){1,99}){2,20})$/;

/** `80/TCP` and `80:30080/TCP`; the second number is the node port. */
function portsOf(text: string, clusterIp: string, external: string, service: string): readonly PastedListener[] | null {
  const [numbers = "", protocol = ""] = text.split("/", 2);
  const [port = "", nodePort] = numbers.split(":", 2);
  const inside = parseRangeWithTransport(`${port}/${protocol}`);
  const node = nodePort === undefined ? null : parseRangeWithTransport(`${nodePort}/${protocol}`);
  if (inside === null || (nodePort !== undefined && node === null)) return null;
  const on = (number: number, address: string | null): PastedListener => ({
    ...listenerOn(number, inside.transport, address),
    service,
    system: "cluster",
  });
  const outside = external.split(",").filter((address) => isIp(address) || BALANCER.test(address));
  return [
    ...clusterIp.split(",").map((address) => on(inside.first, isClusterIp(address) ? address : null)),
    ...outside.map((address) => on(inside.first, address)),
    // A node port is open on all of a node's addresses (kubernetes.io, "Service": type NodePort).
    ...(node === null || node.first === 0
      ? []
      : [{ ...on(node.first, null), scope: "every" as const, target: inside.first }]),
  ];
}

/** `web 10.244.0.5:8080,10.244.0.6:8080 + 1 more... 5d`, without a transport. */
export const kubectlEndpoints: Reader = {
  begins: (words, { header }) => {
    const hasHead = header.includes("ENDPOINTS");
    if (!hasHead && !isAge(words.at(-1))) return false;
    const at = endpointsAt(words);
    if (hasHead) return at > 0 || words.includes("<none>");
    return at > 0 && (words[at] ?? "").split(",").every((each) => isEndpoint(each) || CUT.test(each));
  },
  read: (words) => {
    const at = endpointsAt(words);
    if (at < 0) return words.includes("<none>") ? EMPTY_ROW : null;
    const [list = "", ...rest] = words.slice(at);
    const service = words.slice(0, at).join("/");
    const cut = CUT.test(list) ? list : null;
    const whole = cut === null ? list : list.slice(0, Math.max(0, list.lastIndexOf(",")));
    const listeners = whole.split(",").map((each) => {
      const endpoint = parseEndpoint(each);
      if (endpoint === null || endpoint.port === null || !isIp(endpoint.address)) return null;
      return { ...listenerOn(endpoint.port, null, endpoint.address), service, system: "cluster" as const };
    });
    if (listeners.includes(null)) return null;
    const more = rest.indexOf("more...");
    return {
      ...listenerRow(
        listeners.flatMap((each) => each ?? []),
        rest.length > 0 && isAge(rest.at(-1)),
      ),
      unread: more < 0 ? cut : `${service} + ${rest[more - 1] ?? ""} more...`,
    };
  },
};

const endpointsAt = (words: readonly string[]) => {
  const at = words.slice(0, 3).findIndex((word) => isEndpoint(word.split(",", 1)[0] ?? ""));
  return at === 0 ? -1 : at;
};

function isEndpoint(word: string): boolean {
  const endpoint = word.includes(":") ? parseEndpoint(word) : null;
  return endpoint !== null && endpoint.port !== null && isIp(endpoint.address);
}

/** kubectl's short durations: `5d`, `3h20m`, `45s`. */
function isAge(word: string | undefined): boolean {
  return word !== undefined && /^(?:\d{1,5}[smhdy]){1,2}$/.test(word);
}
