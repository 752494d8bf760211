import { parseEndpoint } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
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
import type { Transport } from "#core/registry/port.ts";

/** net-tools' names for socket types (netstat(8)); null for types without ports. */
const PROTOCOLS: Readonly<Record<string, Transport | null>> = {
  ...{ tcp: "tcp", tcp6: "tcp", udp: "udp", udp6: "udp", udplite: null, sctp: "sctp", sctp6: "sctp" },
  ...{ raw: null, raw6: null, icmp: null, icmp6: null, dccp: "dccp", dccp6: "dccp" },
};

/** `tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 812/sshd`; `-e` puts the user and the inode before the program. */
export const netstatLinux: Reader = {
  begins: ([protocol = "", receive, send]) => Object.hasOwn(PROTOCOLS, protocol) && isDigits(receive) && isDigits(send),
  read: (words, parseState) => {
    const [protocol = "", , , local = "", peer = "", ...rest] = words;
    const transport = Object.hasOwn(PROTOCOLS, protocol) ? (PROTOCOLS[protocol] ?? null) : null;
    const localEnd = parseEndpoint(local);
    const peerEnd = parseEndpoint(peer);
    if (localEnd === null || peerEnd === null) return null;
    if (transport === null) return EMPTY_ROW;
    const [state = ""] = rest;
    const hasState = /^[A-Z][A-Z_\d]{2,11}$/.test(state);
    const owner = ownerOf(hasState ? rest.slice(1) : rest);
    if (owner === null || (transport === "tcp" && !hasState)) return null;
    const isListening = hasState ? state === "LISTEN" : peerEnd.port === null && peerEnd.name === null;
    if (!isListening) return CONNECTION_ROW;
    const port = portOf(localEnd, transport, parseState);
    if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
    const listener: PastedListener = {
      ...listenerOn(port, transport, localEnd.address),
      system: "linux",
      ...owner.process,
    };
    return listenerRow([listener], owner.isWhole);
  },
};

interface Owner {
  readonly process: Pick<PastedListener, "process" | "pid">;
  readonly isWhole: boolean;
}

const UNKNOWN: Owner["process"] = { process: null, pid: null };

/** The columns after the state: nothing, `812/sshd: /usr/sbin`, `-`, a user and an inode before it, a timer. */
function ownerOf(words: readonly string[]): Owner | null {
  const at = words.findIndex((word) => word === "-" || /^\d{1,10}\//.test(word));
  const before = at < 0 ? words : words.slice(0, at);
  if (before.length > 4 || (before.length === 1 && !isDigits(before[0]))) return null;
  if (before.length > 1 && !isDigits(before[1]) && before[0] !== "off") return null;
  const [program = "", ...more] = at < 0 ? [] : words.slice(at);
  if (at < 0 || program === "-") return more.length > 4 ? null : { process: UNKNOWN, isWhole: at >= 0 };
  const slash = program.indexOf("/");
  const name = [program.slice(slash + 1), ...more].join(" ");
  // netstat truncates the column to about twenty characters.
  if (name.length > 60) return null;
  return { process: { process: programName(name), pid: processId(program.slice(0, slash)) }, isWhole: name !== "" };
}
