import { shorten } from "#core/card/fit.ts";
import { foldListeners } from "#core/explain/fold-listeners.ts";
import type { Paste, PastedListener, UnreadLine } from "#core/explain/listener.ts";
import { MAX_LISTENERS, MAX_UNREAD } from "#core/explain/listener.ts";
import type { RowResult } from "#core/explain/reader.ts";

/** Collects the parsed lines of a paste, in order. Line numbers start at 1. */
export interface PasteBuilder {
  /** A row of another host starts a new listing. @param host from the row itself or the prompt above the listing */
  addRow(row: RowResult, line: number, host: string | null): void;
  /** Adds the program to the last row, if it has none. */
  nameProgram(program: string): void;
  addHeader(): void;
  /** A command starts a new listing. */
  addCommand(): void;
  addUnread(line: number, text: string): void;
  /** How many more listeners fit. */
  room(): number;
  build(): Omit<Paste, "isCut" | "ruleSets">;
}

const MAX_UNREAD_LENGTH = 120;

export function createPasteBuilder(): PasteBuilder {
  const found: PastedListener[] = [];
  const unread: UnreadLine[] = [];
  const counts = { leftOut: 0, connections: 0, unread: 0, rows: 0, headers: 0 };
  const listing = { number: 1, hasRows: false };
  let lastRowAt = 0;
  let lastHost: string | null = null;
  const room = () => MAX_LISTENERS - found.length;
  const startListing = () => {
    if (listing.hasRows) listing.number++;
    listing.hasRows = false;
  };
  const addUnread = (line: number, text: string) => {
    counts.unread++;
    if (unread.length < MAX_UNREAD) unread.push({ line, text: shortenLine(text) });
  };
  return {
    addRow: (row, line, host) => {
      const taken = row.listeners.slice(0, room());
      if (host !== lastHost) startListing();
      lastHost = host;
      lastRowAt = found.length;
      for (const listener of taken) {
        const sockets = listener.sockets.length > 0 ? listener.sockets : [`line ${line}`];
        found.push({ ...listener, sockets, listing: listing.number, host });
      }
      listing.hasRows = true;
      counts.rows++;
      counts.connections += row.connections;
      counts.leftOut += row.leftOut + row.listeners.length - taken.length;
      if (row.unread !== null) addUnread(line, row.unread);
    },
    nameProgram: (program) => {
      for (const [at, listener] of found.slice(lastRowAt).entries()) {
        if (listener.process === null) found[lastRowAt + at] = { ...listener, process: program };
      }
    },
    addHeader: () => {
      counts.headers++;
      startListing();
    },
    addCommand: startListing,
    addUnread,
    room,
    build: () => ({
      listeners: foldListeners(found),
      listenersLeftOut: counts.leftOut,
      connections: counts.connections,
      notUnderstood: unread,
      notUnderstoodCount: counts.unread,
      rows: counts.rows,
      headers: counts.headers,
    }),
  };
}

function shortenLine(text: string): string {
  const words = text
    .slice(0, MAX_UNREAD_LENGTH * 4)
    .trim()
    .replace(/ {2,}/g, " ");
  return shorten(words, MAX_UNREAD_LENGTH);
}
