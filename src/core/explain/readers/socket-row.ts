import { parseEndpoint } from "#core/explain/endpoint.ts";
import type { PastedListener, PasteSystem } from "#core/explain/listener.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  listenerOn,
  listenerRow,
  portOf,
  unshownTransport,
} from "#core/explain/reader.ts";
import type { SocketStart } from "#core/explain/readers/socket-ends.ts";
import { endOf, endsOf, isDotted, TWO_ENDS, wholeColumns, withoutGlue } from "#core/explain/readers/socket-ends.ts";
import type { Owners, SocketStyle } from "#core/explain/readers/socket-owners.ts";
import { hasNoDescriptor, isListen, ownersOf, programBelow, STATE } from "#core/explain/readers/socket-owners.ts";
import { statusOf } from "#core/explain/readers/socket-status.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import type { Transport } from "#core/registry/port.ts";

/**
 * Names of socket types in ss(8), netstat(8) of every system and sockstat(1): all start with the transport's name. Types
 * without ports have none.
 */
const PROTOCOLS: ReadonlyMap<string, Transport | null> = new Map<string, Transport | null>([
  ...protocols("tcp", "tcp tcp4 tcp6 tcp46 mptcp TCP TCPv4 TCPv6"),
  ...protocols("udp", "udp udp4 udp6 udp46 UDP UDPv4 UDPv6"),
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
  ss: "linux",
  linux: "linux",
  bsd: "macos",
  windows: "windows",
  sockstat: null,
  section: null,
};

/**
 * A row of ss, of netstat on Linux, Windows, the BSDs, macOS, AIX and Solaris, of sockstat, or of Cisco's `show tcp
 * brief`. Words are told apart by their look: protocol, state, number, local and peer address, owner.
 */
export const socketRow: Reader = {
  begins: (words, state) => {
    const start = startOf(words, state);
    if (start === null) return false;
    const [local = "", peer = ""] = [words[start.localAt], words[start.localAt + 1]];
    if (start.numbers >= 2 && start.style !== "bsd") return words[0] !== start.state || local.includes(":");
    // With a state or nothing as the peer, it is the rest of a row of lsof.
    const isCut = start.numbers >= 2 && local.startsWith("*.");
    const isShort = (start.state !== "" || isCut) && (start.style === "ss" || start.style === "bsd");
    const hasPeer =
      isShort || start.style === "sockstat" || start.style === "section" || (peer !== "" && !NO_PEER.test(peer));
    return hasPeer && (endOf(local) !== null || TWO_ENDS.test(local));
  },
  read: (words, state) => {
    const start = startOf(words, state);
    return start === null ? null : readColumns(start, words, state);
  },
  readOwner: programBelow,
};

function startOf(words: readonly string[], state: ParseState): SocketStart | null {
  const { header } = state;
  const [first = ""] = words;
  // ss without its first column lists one type: only tcp listens, only udp is unconnected.
  if (SS_STATES.has(first)) return startAt(words, -1, first === "LISTEN" ? "tcp" : "udp", "ss");
  const translated = withState(words, PROTOCOLS.has(first) ? 1 : 0);
  if (translated !== null) return startOf(translated, state);
  if (PROTOCOLS.has(first)) return startAt(words, 0, first);
  // A date looks the same.
  if (words.length === 2 && QUEUES.test(first) && /^(?:\*|.*[.:].*)\.[^.]+$/.test(words[1] ?? ""))
    return startAt(words, -1, "tcp", "bsd");
  const at = PLACES.find((place) => PROTOCOLS.has(words[place] ?? "")) ?? 0;
  if (at > 0) {
    const style =
      at >= 3 ? (isSockstat(words, at, header) ? "sockstat" : null) : isKernelAddress(words, at) ? "bsd" : null;
    return style === null ? null : startAt(words, at, words[at] ?? "", style);
  }
  // Cisco without its heading.
  if (words.length === 4 && words[3] === "LISTEN" && isKernelAddress(words, 1) && isDotted(words[1] ?? ""))
    return startAt(words, 0, "tcp", "section");
  // The first column was left out or cut in copying: `p6 0 0 :::22 :::* LISTEN`.
  const queuesAt = words[4] === "LISTEN" ? 0 : words[5] === "LISTEN" && CUT_TCP.test(first) ? 1 : -1;
  if (queuesAt >= 0 && isDigits(words[queuesAt]) && isDigits(words[queuesAt + 1]))
    return startAt(words, queuesAt - 1, "tcp", "linux");
  // Columns that somebody chose.
  const stateAt = STATE_PLACES.find((at) => words[at] === "LISTEN" || words[at] === "LISTENING");
  if (stateAt !== undefined && isPlainEnd(first))
    return startAt(words, -1, "tcp", words[stateAt] === "LISTEN" ? "linux" : "windows");
  // Solaris without its headings: only tcp listens, only udp is idle.
  if (words[1] === "*.*" && isListen(words.at(-1)) && isDotted(first)) return startAt(words, -1, "tcp", "section");
  if (isDigits(first) && isDigits(words[1]) && isOfOneState(state)) return startWithoutState(words, state);
  const section = SECTIONS.get(header[0] ?? "");
  const isSection = section !== undefined && (header[0] !== "TCB" || /^(?:0x)?(?:[\dA-F]{6,16}|-{6,16})$/i.test(first));
  return isSection ? startAt(words, header[0] === "TCB" ? 0 : -1, section, "section") : null;
}

/** A row of ss whose state before the queues somebody translated, with the one that its peer tells; null for another. */
function withState(words: readonly string[], at: number): readonly string[] | null {
  if (words[at + 4]?.endsWith(":*") !== true || !isDigits(words[at + 1]) || !isDigits(words[at + 2])) return null;
  const [state = "", , , local = ""] = words.slice(at);
  if (SS_STATES.has(state) || PROTOCOLS.has(state) || !/^\p{L}{2,20}$/u.test(state)) return null;
  if (parseEndpoint(local) === null) return null;
  return words.with(at, /^udp/i.test(words[0] ?? "") ? "UNCONN" : "LISTEN");
}

/** An owner, or words in parentheses. */
const NO_PEER = /^(?:\(|-$|users:|\d{1,10}\/)/;

/** Whether ss was asked for sockets in one state, which it then leaves out. */
function isOfOneState({ header, command }: ParseState): boolean {
  return (header[0] === "Recv-Q" && header[1] === "Send-Q") || /\bss .{0,80}\bstate [a-z]/.test(command);
}

function startWithoutState(words: readonly string[], state: ParseState): SocketStart {
  const transport = unshownTransport(state) ?? "tcp";
  const open = transport === "udp" ? "UNCONN" : "LISTEN";
  return { ...startAt(words, -1, transport, "ss"), state: /:\*+$/.test(words[3] ?? "") ? open : "ESTAB" };
}

const CUT_TCP = /^c?p[46]?$/;
/** Where the protocol may stand, if not first: behind kernel addresses, or behind a user, a program, its id, a descriptor. */
const PLACES = [1, 2, 3, 4, 5, 6] as const;
/** Where the state stands behind the addresses alone. */
const STATE_PLACES = [1, 2] as const;
/** `0.0.0.0:22`, not a host and a number, as in a sentence. */
const isPlainEnd = (word: string) => /^(?:\*|[\d.]{7,15}|\[?[\da-f:]{2,45}\]?):\d{1,5}$/.test(word);

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
  while (isDigits(words[columnsAt]) && columnsAt < numbersAt + 6) columnsAt++;
  const transport = PROTOCOLS.get(protocol) ?? null;
  const isWindows = words.includes("LISTENING", columnsAt);
  const style =
    known ??
    (isWindows && columnsAt === numbersAt
      ? "windows"
      : hasQueues
        ? "bsd"
        : state !== ""
          ? "ss"
          : styleOf(protocol, words[columnsAt] ?? "", columnsAt > numbersAt));
  const numbers = columnsAt - numbersAt;
  return { style, protocol, transport, before: Math.max(at, 0), state, numbers, localAt: columnsAt };
}

function styleOf(protocol: string, local: string, hasQueues: boolean): SocketStyle {
  if (/^(?:TCP|UDP)/.test(protocol) && !hasQueues) return "windows";
  return isDotted(local) && endOf(local) !== null ? "bsd" : "linux";
}

/** `netstat -A` of AIX, FreeBSD and macOS prints an address in the kernel, and perhaps a hash. */
function isKernelAddress([address = "", hash = ""]: readonly string[], count: number): boolean {
  return count <= 2 && /^[\dA-Fa-f]{8,16}$/.test(address) && (count === 1 || /^[\da-f]{1,8}$/.test(hash));
}

/** `USER COMMAND PID FD` before the protocol; below its head, the id may stick to the name, or no descriptor is shown. */
function isSockstat(words: readonly string[], at: number, header: readonly string[]): boolean {
  if (hasNoDescriptor(header)) return isDigits(words[at - 1]);
  const [pid = "", file = ""] = words.slice(at - 2, at);
  const isPid = (at > 3 && /^(?:\d{1,10}|\?)$/.test(pid)) || (header[0] === "USER" && /\D\d{1,10}$/.test(pid));
  return isPid && /^(?:\d{1,10}|\?|-)$/.test(file);
}

function readColumns(start: SocketStart, words: readonly string[], state: ParseState): RowResult | null {
  const { style, transport } = start;
  const columns = wholeColumns(words.slice(start.localAt));
  const ends = endsOf(start, columns);
  if (transport === null) return ends !== null || (style === "ss" && columns.length > 0) ? EMPTY_ROW : null;
  if (ends === null) return null;
  const tail = withoutGlue(columns.slice(ends.length));
  const { header, isJoined } = state;
  const owners = ownersOf({ style, transport, before: words.slice(0, start.before), tail, header, isJoined });
  const status = owners === null ? null : statusOf(start, ends.peer, tail);
  if (owners === null || status === null) return null;
  if (status !== "listens") return status === "connected" ? CONNECTION_ROW : EMPTY_ROW;
  const port = portOf(ends.local, transport, state);
  if (port === null) return ends.local.name === null ? EMPTY_ROW : null;
  // A row of BSD that lacks its state may go on below.
  const isCut = style === "bsd" && transport === "tcp" && start.state === "" && !tail.some((word) => STATE.test(word));
  return listenerRow(listenersOf(start, ends.local.address, port, transport, owners), owners.isWhole && !isCut);
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
