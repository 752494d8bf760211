import type { Endpoint } from "#core/explain/endpoint.ts";
import { familiesOf, scopeOf } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { namedTransport } from "#core/explain/transport.ts";
import type { Transport } from "#core/registry/port.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";

/** A parsed row of a listing. */
export interface RowResult {
  readonly listeners: readonly PastedListener[];
  readonly connections: number;
  /** How many listeners of the row were skipped because of the limit. */
  readonly leftOut: number;
  /** Whether the row has all its columns; otherwise a wrapped rest may follow. */
  readonly isWhole: boolean;
  /** The part of the row that counts ports without naming them (`+ 1 more...`), or null. */
  readonly unread: string | null;
  /** Whether a sentence says it, which is no listing by itself. */
  readonly isSaid?: boolean;
}

/** A row that may have been wrapped over several lines. */
export interface JoinedRow {
  /** Null if the lines don't form a row. */
  readonly row: RowResult | null;
  /** The index of the first line after it. */
  readonly end: number;
}

/** What previous lines tell about the following ones. Updated while reading. */
export interface ParseState {
  /** The words of the last table header. */
  header: readonly string[];
  /** The header's text while the next line may continue it, else null. */
  openHeader: string | null;
  /** The last pasted command line. */
  command: string;
  /** The last line below it that is none of a listing's, such as a title. */
  title: string;
  /** How many more listeners fit: a few characters can name all 65,536 ports. */
  room: number;
  /** The host in nmap's heading. */
  scannedHost: string | null;
  /** Whether the words to be read were put together from several lines, so that prose may be among them. */
  isJoined: boolean;
  /** The host in the last prompt, or null. */
  promptHost: string | null;
  readonly portByName: PortByName;
}

/** Before the first line. @param room how many listeners fit */
export function initialState(room: number, portByName: PortByName): ParseState {
  return {
    header: [],
    openHeader: null,
    command: "",
    title: "",
    room,
    scannedHost: null,
    isJoined: false,
    promptHost: null,
    portByName,
  };
}

/** Parses the rows of one tool's output. Never throws. */
export interface Reader {
  /** Whether a line may start a row, judged by its first words. */
  begins(words: readonly string[], state: ParseState): boolean;
  /** Whether a line that may start one of its rows may also be the rest of another reader's row above it. */
  readonly mayContinue?: boolean;
  /** Whether its rows name the host that was scanned, for tables below them that don't. */
  readonly namesHost?: boolean;
  /** Parses a row; null if the words aren't a row, or not yet a complete one. @param words the row split at spaces */
  read(words: readonly string[], state: ParseState): RowResult | null;
  /** For tools that print a row as several lines: parses them from the given index. */
  readLines?(lines: readonly string[], from: number, state: ParseState): JoinedRow;
  /**
   * For tools that print the program below its row: the program named in a line, or null inside the result for a line
   * that precedes the name. Null for any other line. @param next the line after it
   */
  readOwner?(line: string, next: string): { readonly program: string | null } | null;
}

export const EMPTY_ROW: RowResult = { listeners: [], connections: 0, leftOut: 0, isWhole: true, unread: null };
export const CONNECTION_ROW: RowResult = { ...EMPTY_ROW, connections: 1 };

export function listenerRow(listeners: readonly PastedListener[], isWhole: boolean): RowResult {
  return { ...EMPTY_ROW, listeners, isWhole };
}

const NO_SOCKETS: readonly string[] = [];

/** A listener of which only the endpoint is known. */
export function listenerOn(port: number, transport: Transport | null, address: string | null): PastedListener {
  return {
    port,
    transport,
    address,
    scope: scopeOf(address),
    families: familiesOf(address),
    process: null,
    pid: null,
    product: null,
    image: null,
    service: null,
    target: null,
    system: null,
    // Set by the paste builder.
    host: null,
    listing: 1,
    snapshot: 1,
    sockets: NO_SOCKETS,
  };
}

/** A port that answered a scan. One over loopback doesn't show on which other addresses the program listens. */
export function scannedListener(host: string | null, port: number, transport: Transport): PastedListener {
  const scope = host === null || scopeOf(host) === "loopback" ? "unknown" : "address";
  return { ...listenerOn(port, transport, host), scope };
}

/**
 * The transport of a listing that doesn't show it: what a title or the command says, and else tcp, because only tcp has a
 * state in which it listens, so nearly everybody lists its ports alone.
 */
export function unshownTransport({ title, command }: ParseState): Transport | null {
  const asked = command.replace(
    OPTIONS,
    (_, letters) => (letters.includes("t") ? " tcp" : "") + (letters.includes("u") ? " udp" : ""),
  );
  const isBoth = /tcp/i.test(asked) && /udp/i.test(asked);
  return namedTransport(title) ?? namedTransport(asked) ?? (isBoth ? null : "tcp");
}

/** Of ss and netstat, which ask for transports by a letter. */
const OPTIONS = /(?<=\b(?:ss|netstat)) -([A-Za-z46]{1,12})/g;

/** An endpoint's port: its number, or that of the service it names. */
export function portOf({ port, name }: Endpoint, transport: Transport | null, state: ParseState): number | null {
  return name === null ? port : state.portByName(name, transport);
}

/** A program's name without path and process title: `nginx: master process` → `nginx`, `/usr/sbin/sshd` → `sshd`. */
export function programName(text: string): string | null {
  const whole = text.trim();
  const title = whole.search(/:(?: |$)/);
  const name = title < 0 ? whole : whole.slice(0, title);
  const base = /^[/~]/.test(name) ? name.slice(name.lastIndexOf("/") + 1) : name;
  return base === "" || base === "-" ? null : base.slice(0, 60);
}

/** What people put for a process id or a name: `<PID>`, `[pid]`, `XXXX`, `****`, `$PID`, `...`. */
const PLACEHOLDER =
  /^(?:<[^<>]{1,40}>|\[(?:[^\][.]{1,40}|\.{3})\]|\{{1,2}[^{}]{1,40}\}{1,2}|pid|n\/a|x{2,8}|\*{2,8}|\?{1,5}|\$\{?\w{1,20}\}?|\.{3}|…)$/i;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

export function isDigits(word: string | undefined): boolean {
  return word !== undefined && /^\d{1,12}$/.test(word);
}

/** A process id; null for anything else, including 0, which tools print if it is unknown. */
export function processId(text: string | undefined): number | null {
  return isDigits(text) && Number(text) > 0 ? Number(text) : null;
}
