import type { Endpoint } from "#core/explain/endpoint.ts";
import { parseDottedEndpoint, parseEndpoint } from "#core/explain/endpoint.ts";
import type { PastedListener, PasteSystem } from "#core/explain/listener.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import { CONNECTION_ROW, EMPTY_ROW, isDigits, listenerOn, listenerRow, portOf } from "#core/explain/reader.ts";
import type { Owners, SocketStyle } from "#core/explain/readers/socket-owners.ts";
import { ownersOf, programBelow } from "#core/explain/readers/socket-owners.ts";
import { statusOf } from "#core/explain/readers/socket-status.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import type { Transport } from "#core/registry/port.ts";

/**
 * Names of socket types in ss(8), netstat(8) of every system and sockstat(1): all start with the transport's name. Types
 * without ports have none.
 */
const PROTOCOLS: ReadonlyMap<string, Transport | null> = new Map<string, Transport | null>([
  ...protocols("tcp", "tcp tcp4 tcp6 tcp46 mptcp TCP"),
  ...protocols("udp", "udp udp4 udp6 udp46 UDP"),
  ...protocols("sctp", "sctp sctp4 sctp6"),
  ...protocols("dccp", "dccp dccp6"),
  ...protocols(null, "raw raw6 icmp icmp6 udplite p_raw p_dgr nl u_str u_dgr u_seq ??? unknown xdp"),
  ...protocols(null, "v_str v_dgr ti_st ti_dg ti_rd ti_sq"),
]);

function protocols(transport: Transport | null, names: string): readonly (readonly [string, Transport | null])[] {
  return names.split(" ").map((name) => [name, transport]);
}

/** ss prints the state before the addresses; no other tool has these words there. */
const SS_STATES: ReadonlySet<string> = new Set(
  "LISTEN UNCONN ESTAB SYN-SENT SYN-RECV NEW-SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSE-WAIT LAST-ACK CLOSING".split(
    " ",
  ),
);
const SYSTEMS: Readonly<Record<SocketStyle, PasteSystem | null>> = {
  ...{ ss: "linux", linux: "linux", bsd: "macos", windows: "windows", sockstat: null, section: null },
};

/** A row up to its addresses. */
interface SocketStart {
  readonly style: SocketStyle;
  readonly protocol: string;
  readonly transport: Transport | null;
  /** How many columns stand before the protocol. */
  readonly before: number;
  /** The state before the addresses, or `""`. */
  readonly state: string;
  /** How many numbers stand before the addresses. */
  readonly numbers: number;
  /** The index of the local address. */
  readonly localAt: number;
}

/**
 * A row of ss, of netstat on Linux, Windows, the BSDs, macOS, AIX and Solaris, of sockstat, or of Cisco's `show tcp
 * brief`. Words are told apart by their look: protocol, state, number, local and peer address, owner.
 */
export const socketRow: Reader = {
  begins: (words, state) => {
    const start = startOf(words, state.header);
    if (start === null) return false;
    const [local = "", peer = ""] = [words[start.localAt], words[start.localAt + 1]];
    if (start.numbers >= 2 && start.style !== "bsd") return words[0] !== start.state || local.includes(":");
    // With a state or nothing as the peer, it is the rest of a row of lsof.
    const isShort = start.state !== "" && (start.style === "ss" || start.style === "bsd");
    const hasPeer =
      isShort || start.style === "sockstat" || start.style === "section" || (peer !== "" && !peer.startsWith("("));
    return hasPeer && endOf(local) !== null;
  },
  read: (words, state) => {
    const start = startOf(words, state.header);
    return start === null ? null : readColumns(start, words, state);
  },
  readOwner: programBelow,
};

function startOf(words: readonly string[], header: readonly string[]): SocketStart | null {
  const [first = ""] = words;
  // ss without its first column lists one type: only tcp listens, only udp is unconnected.
  if (SS_STATES.has(first)) return startAt(words, -1, first === "LISTEN" ? "tcp" : "udp", "ss");
  if (PROTOCOLS.has(first)) return startAt(words, 0, first);
  // A date looks the same.
  if (words.length === 2 && QUEUES.test(first) && /^(?:\*|.*[.:].*)\.[^.]+$/.test(words[1] ?? ""))
    return startAt(words, -1, "tcp", "bsd");
  const at = PLACES.find((place) => PROTOCOLS.has(words[place] ?? "")) ?? 0;
  if (at > 0) {
    const style = at >= 4 ? (isSockstat(words, at) ? "sockstat" : null) : isKernelAddress(words, at) ? "bsd" : null;
    return style === null ? null : startAt(words, at, words[at] ?? "", style);
  }
  // Solaris without its headings: only tcp listens, only udp is idle.
  if (words[1] === "*.*" && words.at(-1) === "LISTEN" && isDotted(first)) return startAt(words, -1, "tcp", "section");
  const section = SECTIONS.get(header[0] ?? "");
  const isSection = section !== undefined && (header[0] !== "TCB" || isKernelAddress(words, 1));
  return isSection ? startAt(words, header[0] === "TCB" ? 0 : -1, section, "section") : null;
}

/** Where the protocol may stand, if not first: behind kernel addresses, or behind a user, a program, its id, a descriptor. */
const PLACES = [1, 2, 4, 5, 6] as const;
/** `netstat -L` of BSD systems prints the length of the listen queue, and no peer. */
const QUEUES = /^\d{1,6}\/\d{1,6}\/\d{1,6}$/;

/** Headings above rows that don't say their protocol: Solaris, and Cisco's `show tcp brief`. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ["TCP:", "tcp"],
  ["UDP:", "udp"],
  ["TCB", "tcp"],
]);

function startAt(words: readonly string[], at: number, protocol: string, known?: SocketStyle): SocketStart {
  const next = words[at + 1] ?? "";
  const hasQueues = next.includes("/") && QUEUES.test(next);
  const state = hasQueues ? "LISTEN" : SS_STATES.has(next) ? next : "";
  let columnsAt = at + (state === "" ? 1 : 2);
  const numbersAt = columnsAt;
  while (isDigits(words[columnsAt]) && columnsAt < numbersAt + 4) columnsAt++;
  const transport = PROTOCOLS.get(protocol) ?? null;
  const style = known ?? (hasQueues ? "bsd" : state !== "" ? "ss" : styleOf(protocol, words[columnsAt] ?? ""));
  const numbers = columnsAt - numbersAt;
  return { style, protocol, transport, before: Math.max(at, 0), state, numbers, localAt: columnsAt };
}

function styleOf(protocol: string, local: string): SocketStyle {
  if (protocol === "TCP" || protocol === "UDP") return "windows";
  return isDotted(local) && endOf(local) !== null ? "bsd" : "linux";
}

/** `netstat -A` of AIX, FreeBSD and macOS prints an address in the kernel, and perhaps a hash. */
function isKernelAddress([address = "", hash = ""]: readonly string[], count: number): boolean {
  return count <= 2 && /^[\dA-Fa-f]{8,16}$/.test(address) && (count === 1 || /^[\da-f]{1,8}$/.test(hash));
}

/** `USER COMMAND PID FD` before the protocol */
function isSockstat(words: readonly string[], at: number): boolean {
  const [pid = "", file = ""] = words.slice(at - 2, at);
  return /^(?:\d{1,10}|\?)$/.test(pid) && /^(?:\d{1,10}|\?|-)$/.test(file);
}

function readColumns(start: SocketStart, words: readonly string[], state: ParseState): RowResult | null {
  const { style, transport } = start;
  const columns = words.slice(start.localAt);
  const ends = endsOf(start, columns);
  if (transport === null) return ends !== null || (style === "ss" && columns.length > 0) ? EMPTY_ROW : null;
  if (ends === null) return null;
  const tail = columns.slice(ends.length);
  const { header, isJoined } = state;
  const owners = ownersOf({ style, transport, before: words.slice(0, start.before), tail, header, isJoined });
  const status = owners === null ? null : statusOf(start, ends.peer, tail);
  if (owners === null || status === null) return null;
  if (status !== "listens") return status === "connected" ? CONNECTION_ROW : EMPTY_ROW;
  const port = portOf(ends.local, transport, state);
  if (port === null) return ends.local.name === null ? EMPTY_ROW : null;
  return listenerRow(listenersOf(start, ends.local.address, port, transport, owners), owners.isWhole);
}

function listenersOf(
  { style, protocol, before }: SocketStart,
  address: string,
  port: number,
  transport: Transport,
  { users }: Owners,
): readonly PastedListener[] {
  // A column for the kernel's address is AIX's or FreeBSD's.
  const system = style === "bsd" && before === 1 ? null : SYSTEMS[style];
  const any = listenerOn(port, transport, address);
  // `*` alone doesn't say which family; tcp4 and tcp6 do.
  const families = address === "*" ? (FAMILIES.get(protocol.slice(3)) ?? any.families) : any.families;
  const base = { ...any, system, families };
  return users.length === 0 ? [base] : users.map(({ process, pid }) => ({ ...base, process, pid }));
}

const FAMILIES: ReadonlyMap<string, readonly Family[]> = new Map([
  ["4", ["ipv4"]],
  ["6", ["ipv6"]],
]);

interface Ends {
  readonly local: Endpoint;
  readonly peer: Endpoint;
  /** How many columns they take. */
  readonly length: number;
}

const ANYONE: Endpoint = { address: "*", port: null, name: null };

/** The local and the peer address. Solaris prints no peer for udp, and lists made from ss may leave it out. */
function endsOf(start: SocketStart, columns: readonly string[]): Ends | null {
  const [localWord = "", peerWord = ""] = columns;
  const end = start.style === "ss" ? parseEndpoint : endOf;
  const local = end(localWord);
  const peer = peerWord.startsWith("users:((") ? null : end(peerWord);
  if (local === null) return null;
  if (peer !== null) return { local, peer, length: 2 };
  return hasNoPeer(start, peerWord) ? { local, peer: ANYONE, length: 1 } : null;
}

/** @param next what stands where the peer would */
function hasNoPeer({ style, state, transport }: SocketStart, next: string): boolean {
  switch (style) {
    case "section":
      return /^[A-Z]/.test(next);
    case "sockstat":
      return next === "";
    case "ss":
      return state === "LISTEN" || state === "UNCONN";
    case "bsd":
      return state === "LISTEN" && next === "";
    case "linux":
      return transport === "sctp" && next === "LISTEN";
    case "windows":
      return false;
  }
}

function isDotted(word: string): boolean {
  return word.lastIndexOf(".") > word.lastIndexOf(":");
}

/** BSD systems separate the port with a dot. */
function endOf(word: string): Endpoint | null {
  return isDotted(word) ? parseDottedEndpoint(word) : parseEndpoint(word);
}
