import { familiesOf, parseEndpoint } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  listenerOn,
  listenerRow,
  portOf,
  processId,
  programName,
} from "#core/explain/reader.ts";
import type { Family } from "#core/registry/address-ranges.ts";

const isFamily = (word: string) => word === "IPv4" || word === "IPv6";

/** `sshd 812 root 3u IPv4 12345 0t0 TCP *:22 (LISTEN)`; some options add columns before the family. */
export const lsof: Reader = {
  begins: (words) => isDigits(words[1]) && words.slice(2, 9).some(isFamily),
  read: (words, parseState) => {
    const family = words.findIndex(isFamily);
    const node = words.findIndex((word, at) => at > family && (word === "TCP" || word === "UDP"));
    const [name = "", state = "", ...rest] = node < 0 ? [] : words.slice(node + 1);
    const transport = words[node] === "TCP" ? "tcp" : "udp";
    if (node < 0 || rest.length > 0 || (state !== "" && !/^\([A-Z_\d]{2,12}\)$/.test(state))) return null;
    const [local = "", peer] = name.split("->", 2);
    const localEnd = parseEndpoint(local);
    if (localEnd === null || (peer !== undefined && parseEndpoint(peer) === null)) return null;
    if (peer !== undefined) return { ...CONNECTION_ROW, isWhole: state !== "" };
    // Without a state, a tcp socket may or may not be listening.
    if (transport === "tcp" && state === "") return null;
    if (transport === "tcp" && state !== "(LISTEN)") return EMPTY_ROW;
    const port = portOf(localEnd, transport, parseState);
    if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
    const process = programName((words[0] ?? "").replaceAll("\\x20", " "));
    const device = node > family + 1 ? (words[family + 1] ?? "") : "";
    const listener = { ...listenerOn(port, transport, localEnd.address), process, pid: processId(words[1]) };
    const families = localEnd.address === "*" ? familiesOfAny(words[family], device) : listener.families;
    return listenerRow([{ ...listener, families, sockets: device === "" ? [] : [device] }], true);
  },
};

/**
 * On Linux, IPv4 and IPv6 wildcard sockets only coexist if the latter is IPv6-only (ipv6(7), IPV6_V6ONLY). On BSD
 * systems, where the device is a memory address, they coexist anyway.
 */
function familiesOfAny(type: string | undefined, device: string): readonly Family[] {
  if (type === "IPv4") return ["ipv4"];
  return device.startsWith("0x") ? familiesOf("*") : ["ipv6"];
}
