import type { RuleSet } from "#core/firewall/rule.ts";
import type { Family } from "#core/registry/address-ranges.ts";
import type { Transport } from "#core/registry/port.ts";

/** From where a listener can be reached: this host, one address, every address. */
export type Scope = "loopback" | "address" | "every" | "unknown";

/** Whose ephemeral range applies, if the format tells: an operating system's, or a Kubernetes cluster. */
export type PasteSystem = "linux" | "macos" | "windows" | "cluster";

/** A listening port as a paste shows it. */
export interface PastedListener {
  readonly port: number;
  /** Null if the format doesn't say. */
  readonly transport: Transport | null;
  /** As pasted; several addresses are joined by commas; null if the paste shows none. */
  readonly address: string | null;
  readonly scope: Scope;
  /** The address families it accepts; both if the paste doesn't tell. */
  readonly families: readonly Family[];
  /** The program's name without arguments; null if the paste doesn't show it. */
  readonly process: string | null;
  readonly pid: number | null;
  /**
   * What the tool says runs there, as it prints it: a version from nmap, a program from rpcinfo, the unit that systemd
   * starts. Null if it says nothing.
   */
  readonly product: string | null;
  /** The container's image, as pasted; null if it isn't shown. */
  readonly image: string | null;
  /** The container, or `namespace/name` of the Kubernetes service; null for anything else. */
  readonly service: string | null;
  /** The container port it is mapped to; null otherwise. */
  readonly target: number | null;
  readonly system: PasteSystem | null;
  /** The host, if its row or a prompt above the listing names it. */
  readonly host: string | null;
  /**
   * Which listing it is in, counted from 1. A command or a table header starts a new one, possibly from another host.
   */
  readonly listing: number;
  /** Which state of its host the listing shows, counted from 1: a listing that is repeated shows a later one. */
  readonly snapshot: number;
  /** Socket ids, unique within the listing: the device printed by lsof, else `line 12`. */
  readonly sockets: readonly string[];
}

/** How a listing is called: its command, or where the paste shows none, its number. */
export interface ListingName {
  readonly command: string | null;
  readonly listing: number;
}

/** Where two listings of one host at one time contradict one another. */
export interface ListingDifference {
  /** Only one of them shows the socket, or another program on it. */
  readonly kind: "only" | "program";
  readonly listener: PastedListener;
  /** As the other listing shows it; null if it doesn't. */
  readonly other: PastedListener | null;
  readonly shownBy: ListingName;
}

/** A line that no format matches, shortened. */
export interface UnreadLine {
  /** The line number in the paste, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A parsed paste. */
export interface Paste {
  /** In order, without duplicates, at most {@link MAX_LISTENERS}. */
  readonly listeners: readonly PastedListener[];
  /** How many were skipped because of the limit. */
  readonly listenersLeftOut: number;
  /** Established and closing connections are only counted. */
  readonly connections: number;
  /** The first {@link MAX_UNREAD} lines that no format matches. */
  readonly notUnderstood: readonly UnreadLine[];
  readonly notUnderstoodCount: number;
  /** How many lines were parsed as rows, and as table headers. */
  readonly rows: number;
  readonly headers: number;
  /** How many states of a host it shows at most, and whether the first is to be compared with the last. */
  readonly snapshots: number;
  readonly isCompared: boolean;
  /** Whether the same commands printed these two, so that what only one of them shows has changed. */
  readonly isSameCommand: boolean;
  /** How many listings of one host's sockets were read as one state, at most, and where they contradict one another. */
  readonly views: number;
  readonly differences: readonly ListingDifference[];
  /** The listings that don't show all sockets: of a filter's output, or where somebody left rows out. */
  readonly incomplete: ReadonlySet<number>;
  /** The firewalls whose rules are in it. */
  readonly ruleSets: readonly RuleSet[];
  /** Whether the text was longer than {@link MAX_PASTE}, so that only its start was read. */
  readonly isCut: boolean;
}

export const EMPTY_PASTE: Paste = {
  listeners: [],
  listenersLeftOut: 0,
  connections: 0,
  notUnderstood: [],
  notUnderstoodCount: 0,
  rows: 0,
  headers: 0,
  snapshots: 1,
  isCompared: false,
  isSameCommand: false,
  views: 1,
  differences: [],
  incomplete: new Set(),
  ruleSets: [],
  isCut: false,
};

/** In characters. */
export const MAX_PASTE = 2 ** 20;
/** A dozen characters can name all 65,536 ports. */
export const MAX_LISTENERS = 10_000;
export const MAX_UNREAD = 100;
