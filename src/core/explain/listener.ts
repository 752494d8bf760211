import type { Transport } from "#core/registry/port.ts";

/** From where a listening process can be reached: from this host only, on one address, on every address. */
export type Scope = "loopback" | "address" | "every" | "unknown";

/** Whose rules a listed number is under, where the format tells: a system's, or a Kubernetes cluster's. */
export type PasteSystem = "linux" | "macos" | "windows" | "cluster";

/** An address family, whose sockets may share a number with the other's (RFC 3493, section 5.3). */
export type Family = "ipv4" | "ipv6";

/** One listening port that a paste names, as it says it. */
export interface PastedListener {
  readonly port: number;
  /** Null where the format does not say. */
  readonly transport: Transport | null;
  /** As pasted; several of one listener are joined by a comma; null where the paste shows none. */
  readonly address: string | null;
  readonly scope: Scope;
  /** The families it takes connections of; both where the paste does not tell. */
  readonly families: readonly Family[];
  /** The program's name as pasted, without its arguments; null where the paste does not show it. */
  readonly process: string | null;
  readonly pid: number | null;
  /** The container, or `namespace/name` of the Kubernetes service; null for anything else. */
  readonly service: string | null;
  /** The number inside the container that this one is mapped to; null for anything else. */
  readonly target: number | null;
  readonly system: PasteSystem | null;
  /** The host, where a prompt above the listing names it. */
  readonly host: string | null;
  /** The number of the listing it is in, counted from 1: a command or a head begins a new one, maybe of another host. */
  readonly listing: number;
  /** Ids of its sockets within the listing: the device that lsof prints, else `line 12` of the paste. */
  readonly sockets: readonly string[];
}

/** A line that no format explains, shortened. */
export interface UnreadLine {
  /** Counted from 1, in the pasted text. */
  readonly line: number;
  readonly text: string;
}

/** What a pasted text lists. */
export interface Paste {
  /** In the order of the text, each once, {@link MAX_LISTENERS} at most. */
  readonly listeners: readonly PastedListener[];
  /** How many more there were. */
  readonly listenersLeftOut: number;
  /** Established and closing connections, which are counted and not listed. */
  readonly connections: number;
  /** The first {@link MAX_UNREAD} of them. */
  readonly notUnderstood: readonly UnreadLine[];
  readonly notUnderstoodCount: number;
  /** How many lines were read as rows of a listing, or as the head of one. */
  readonly rows: number;
  readonly heads: number;
  /** Whether the text was longer than {@link MAX_PASTE} and only its beginning was read. */
  readonly isCut: boolean;
}

export const EMPTY_PASTE: Paste = {
  listeners: [],
  listenersLeftOut: 0,
  connections: 0,
  notUnderstood: [],
  notUnderstoodCount: 0,
  rows: 0,
  heads: 0,
  isCut: false,
};

/** Characters of a paste that are read. */
export const MAX_PASTE = 2 ** 20;
/** A range of ports can name 65,536 in a dozen characters. */
export const MAX_LISTENERS = 10_000;
export const MAX_UNREAD = 100;
