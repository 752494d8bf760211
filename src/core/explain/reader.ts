import type { Endpoint } from "#core/explain/endpoint.ts";
import { familiesOf, scopeOf } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Transport } from "#core/registry/port.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";

/** What one row of a listing says. */
export interface RowResult {
  readonly listeners: readonly PastedListener[];
  readonly connections: number;
  /** How many more listeners the row names than there was room for. */
  readonly leftOut: number;
  /** Whether all of the row's columns are there; the rest of one that a narrow window broke may still follow. */
  readonly isWhole: boolean;
  /** The part of the row that lists ports but does not name them (`+ 1 more...`); null for none. */
  readonly unread: string | null;
}

/** A row of one or more lines. */
export interface JoinedRow {
  /** Null where the lines cannot be read, not even together. */
  readonly row: RowResult | null;
  /** The place of the first line that is not part of it, counted from 0. */
  readonly end: number;
}

/** What the lines read so far say about the following ones. */
export interface ParseState {
  /** The words of the last head of a table. */
  head: readonly string[];
  /** The text of that head while the next line may be the rest of it; else null. */
  openHead: string | null;
  /** The last command line that was pasted along. */
  command: string;
  /** How many more listeners are taken from the paste: a few characters can name all 65,536 ports. */
  room: number;
  /** The host that nmap names in its heading. */
  scannedHost: string | null;
  /** The host that the last prompt names; null where it names none. */
  promptHost: string | null;
  readonly portByName: PortByName;
}

/** Reads the rows of one tool's output. Never throws. */
export interface Reader {
  /** Whether a line may begin a row, judged by the words of its first 400 characters or so. */
  begins(words: readonly string[], state: ParseState): boolean;
  /** Null for words that are not a row, or not yet all of one. @param words the row split at its blanks */
  read(words: readonly string[], state: ParseState): RowResult | null;
  /** For a tool that prints a row as several lines: reads them all, given the place of the first. */
  readLines?(lines: readonly string[], from: number, state: ParseState): JoinedRow;
  /**
   * For a tool that prints the program below its row: the program a line names, or null for a line that leads up to the
   * name; null instead of all this for any other line. @param next the line after it
   */
  readOwner?(line: string, next: string): { readonly program: string | null } | null;
}

export const NOTHING: RowResult = { listeners: [], connections: 0, leftOut: 0, isWhole: true, unread: null };
export const CONNECTION: RowResult = { ...NOTHING, connections: 1 };

export function listening(listeners: readonly PastedListener[], isWhole: boolean): RowResult {
  return { ...NOTHING, listeners, isWhole };
}

const NO_SOCKETS: readonly string[] = [];

/** A listener of which only the port is known. */
export function listenerOn(port: number, transport: Transport | null, address: string | null): PastedListener {
  return {
    port,
    transport,
    address,
    scope: scopeOf(address),
    families: familiesOf(address),
    process: null,
    pid: null,
    service: null,
    target: null,
    system: null,
    // The paste as a whole tells these.
    host: null,
    listing: 1,
    sockets: NO_SOCKETS,
  };
}

/** The number of an endpoint's port: as pasted, or that of the service it names. */
export function portOf({ port, name }: Endpoint, transport: Transport | null, state: ParseState): number | null {
  return name === null ? port : state.portByName(name, transport);
}

/** A program's name without its path and its own description: `nginx: master process` → `nginx`, `/usr/sbin/sshd` → `sshd`. */
export function programName(text: string): string | null {
  const [name = ""] = text.trim().split(/:(?: |$)/, 1);
  const base = /^[/~]/.test(name) ? name.slice(name.lastIndexOf("/") + 1) : name;
  return base === "" || base === "-" ? null : base.slice(0, 60);
}

export function isDigits(word: string | undefined): boolean {
  return word !== undefined && /^\d{1,12}$/.test(word);
}

/** A process id; null for anything else, and for 0, which tools print for an unknown one. */
export function processId(text: string | undefined): number | null {
  return isDigits(text) && Number(text) > 0 ? Number(text) : null;
}
