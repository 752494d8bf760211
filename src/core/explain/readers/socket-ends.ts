import type { Endpoint } from "#core/explain/endpoint.ts";
import { parseDottedEndpoint, parseEndpoint } from "#core/explain/endpoint.ts";
import { isDigits } from "#core/explain/reader.ts";
import type { SocketStyle } from "#core/explain/readers/socket-owners.ts";
import type { Transport } from "#core/registry/port.ts";

/** A row up to its addresses. */
export interface SocketStart {
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

/** The addresses of a socket. */
export interface Ends {
  readonly local: Endpoint;
  readonly peer: Endpoint;
  /** How many columns they take. */
  readonly length: number;
}

const ANYONE: Endpoint = { address: "*", port: null, name: null };

/** A peer whose asterisks were lost. */
const NOBODY: ReadonlySet<string> = new Set([":", "*", ":::", "::*", "[::]:"]);
/** A queue that fills its column, before an address that can't begin with its digits. */
const QUEUE = /^(?:\d{1,5}(?=(?:0\.0\.0\.0|127(?:\.\d{1,3}){3}|\*|\[[\da-f:]{2,45}\]|::1?):[^:])|0(?=\d))/;
const isUsers = (word: string) => word.startsWith("users:");
const LISTENS: ReadonlySet<string> = new Set(["LISTEN", "LISTENING"]);
const HOST = /^[\w.-]{1,253}$/;
/** What somebody wrote right behind a peer. */
const GLUED = /(?<=[:.]\*)(?:\*{1,3}|[^\w.:*-].{0,200})$/u;

/** Addresses that fill their columns: `192.0.2.5:9000*:*`. Where the peer has digits, the port's end is not known. */
export const TWO_ENDS = /^(\S{1,60}:\d{1,5})((?:\*|0\.0\.0\.0|\[::\]):\*)$/;
const TWO_ADDRESSES = /^([\d.]{7,15}:\d{1,5}?)(\d{1,3}(?:\.\d{1,3}){3}:\d{1,5})$/;

/** The local and the peer address. Solaris prints no peer for udp, and lists made from ss may leave it out. */
export function endsOf(start: SocketStart, columns: readonly string[]): Ends | null {
  const [whole = "", second = ""] = columns;
  const glued = start.style === "sockstat" ? (TWO_ENDS.exec(whole) ?? TWO_ADDRESSES.exec(whole)) : TWO_ENDS.exec(whole);
  const [, localWord = whole, peerWord = second] = glued ?? [];
  const end = start.style === "ss" ? parseEndpoint : endOf;
  const hasQueue = start.numbers === 1 && (start.style === "linux" || start.style === "ss");
  const local = end(hasQueue ? localWord.replace(QUEUE, "") : localWord);
  const isNobody = NOBODY.has(peerWord) && start.style !== "bsd";
  const peer = peerWord.startsWith("users:((") ? null : isNobody ? ANYONE : end(peerWord.replace(GLUED, ""));
  if (local === null || /^\d{4,}\./.test(local.address)) return null;
  // A host alone, whose port somebody or a narrow column left out.
  if (peer === null && LISTENS.has(columns[2] ?? "") && HOST.test(peerWord)) return { local, peer: ANYONE, length: 2 };
  if (peer !== null) return { local, peer, length: glued === null ? 2 : 1 };
  return hasNoPeer(start, peerWord, columns.at(-1) === "Idle") ? { local, peer: ANYONE, length: 1 } : null;
}

/** @param next what stands where the peer would @param isIdle whether the row ends in Solaris' state of udp */
function hasNoPeer({ style, state, transport }: SocketStart, next: string, isIdle: boolean): boolean {
  switch (style) {
    case "section":
      return /^[A-Z]/.test(next) || isIdle;
    case "sockstat":
      return next === "";
    case "ss":
      return state === "LISTEN" || state === "UNCONN";
    case "bsd":
      return next === "";
    case "linux":
      return transport !== "udp" && next === "LISTEN";
    case "windows":
      return next === "LISTENING";
  }
}

export function isDotted(word: string): boolean {
  return word.lastIndexOf(".") > word.lastIndexOf(":");
}

/** An address and a port; BSD systems separate the port with a dot. */
export function endOf(word: string): Endpoint | null {
  return isDotted(word) ? parseDottedEndpoint(word) : parseEndpoint(word);
}

/** Addresses behind whose colon somebody put a blank are joined, and the processes that stick to the peer split off. */
export function wholeColumns(written: readonly string[]): readonly string[] {
  const columns = withJoinedEnd(withJoinedEnd(written, 0, PORT), 1, /^[*0]$/);
  const peer = columns[1] ?? "";
  const at = peer.indexOf("users:((");
  return at > 0 ? [columns[0] ?? "", peer.slice(0, at), peer.slice(at), ...columns.slice(2)] : columns;
}

const PORT = /^(?:\d{1,5}|[a-z][\w+.-]{0,30})$/;

function withJoinedEnd(columns: readonly string[], at: number, port: RegExp): readonly string[] {
  const [end = "", next = ""] = columns.slice(at, at + 2);
  return end.endsWith(":") && port.test(next)
    ? [...columns.slice(0, at), end + next, ...columns.slice(at + 2)]
    : columns;
}

/** A state that sticks to the program, or to words that somebody wrote behind the row: `LISTEN，see below`. */
export function withoutGlue(all: readonly string[]): readonly string[] {
  const note = all.findIndex((word, at) => at > 0 && /^\([A-Za-z]/.test(word));
  const tail = note > 0 && all.at(-1)?.endsWith(")") === true && !all.some(isUsers) ? all.slice(0, note) : all;
  const [, state, rest = ""] = /^(LISTEN(?:ING)?)([^A-Z_].*)$/.exec(tail[0] ?? "") ?? [];
  if (state === undefined) return tail;
  const isOwner = state === "LISTENING" ? isDigits(rest) : /^\d{1,10}\/\w/.test(rest);
  return isOwner ? [state, rest, ...tail.slice(1)] : [state];
}
