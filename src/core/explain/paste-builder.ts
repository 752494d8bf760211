import { shorten } from "#core/card/fit.ts";
import { placeOf } from "#core/explain/command-place.ts";
import { foldListeners } from "#core/explain/fold-listeners.ts";
import type { Paste, PastedListener, UnreadLine } from "#core/explain/listener.ts";
import { MAX_LISTENERS, MAX_UNREAD } from "#core/explain/listener.ts";
import type { Moment } from "#core/explain/moments.ts";
import type { RowResult } from "#core/explain/reader.ts";
import type { ListingSource } from "#core/explain/snapshots.ts";
import { findSnapshots } from "#core/explain/snapshots.ts";
import { compareViews, incompleteAmong } from "#core/explain/views.ts";

/** Collects the parsed lines of a paste, in order. Line numbers start at 1. */
export interface PasteBuilder {
  /** A row of another host starts a new listing. @param host from the row itself or the prompt above the listing */
  addRow(row: RowResult, line: number, host: string | null): void;
  /** Adds the program to the last row, if it has none. */
  nameProgram(program: string): void;
  /** @param text tells tables apart; the same for the same table of another host or time */
  addHeader(text: string): void;
  /** A command starts a new listing. @param command empty for a prompt alone */
  addCommand(command: string): void;
  /** A line that says when the listings below it were made. */
  addMoment(moment: Moment): void;
  addUnread(line: number, text: string): void;
  /** Somebody left out rows of this listing. */
  addOmission(): void;
  /** How many more listeners fit. */
  room(): number;
  /** @param isAsked whether to compare its listings, if there are two to compare */
  build(isAsked: boolean): Omit<Paste, "isCut" | "ruleSets">;
}

const MAX_UNREAD_LENGTH = 120;
/** ss prints this column only where it was asked for several transports. */
const SURE_HEAD = /^Netid /;

export function createPasteBuilder(): PasteBuilder {
  const found: PastedListener[] = [];
  const unread: UnreadLine[] = [];
  const counts = { leftOut: 0, connections: 0, unread: 0, rows: 0, headers: 0 };
  const listing = { number: 1, hasRows: false };
  const sources: ListingSource[] = [];
  const cut = new Set<number>();
  let above: Omit<ListingSource, "listing" | "host"> = { ...NO_COMMAND, run: 0, moment: null };
  let hasCommand = false;
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
      if (!listing.hasRows) sources.push({ ...above, listing: listing.number, host });
      lastHost = host;
      lastRowAt = found.length;
      for (const listener of taken) {
        const sockets = listener.sockets.length > 0 ? listener.sockets : [`line ${line}`];
        found.push({ ...listener, sockets, listing: listing.number, host });
      }
      listing.hasRows = true;
      if (row.isSaid !== true) counts.rows++;
      counts.connections += row.connections;
      const leftOut = row.leftOut + row.listeners.length - taken.length;
      counts.leftOut += leftOut;
      if (leftOut > 0) cut.add(listing.number);
      if (row.unread !== null) addUnread(line, row.unread);
    },
    nameProgram: (program) => {
      for (const [at, listener] of found.slice(lastRowAt).entries()) {
        if (listener.process === null) found[lastRowAt + at] = { ...listener, process: program };
      }
    },
    addHeader: (text) => {
      counts.headers++;
      startListing();
      if (!hasCommand) above = { ...above, command: text, isSure: SURE_HEAD.test(text), run: above.run + 1 };
    },
    addCommand: (command) => {
      startListing();
      hasCommand = command !== "";
      const bare = withoutSudo(command);
      const name = hasCommand ? bare : null;
      above = { ...above, command: bare, name, place: placeOf(bare), isSure: hasCommand, run: above.run + 1 };
    },
    addMoment: (moment) => {
      startListing();
      hasCommand = false;
      above = { ...NO_COMMAND, run: above.run + 1, moment };
    },
    addUnread,
    addOmission: () => void cut.add(listing.number),
    room,
    build: (isAsked) => ({
      ...snapshotsOf(found, sources, cut, isAsked),
      listenersLeftOut: counts.leftOut,
      connections: counts.connections,
      notUnderstood: unread,
      notUnderstoodCount: counts.unread,
      rows: counts.rows,
      headers: counts.headers,
    }),
  };
}

const NO_COMMAND = { command: "", name: null, place: "", isSure: false } as const;

function snapshotsOf(
  found: readonly PastedListener[],
  sources: readonly ListingSource[],
  cut: ReadonlySet<number>,
  isAsked: boolean,
) {
  const { byListing, count, isCompared, isSameCommand } = findSnapshots(found, sources, isAsked);
  const told =
    count === 1 ? found : found.map((each) => ({ ...each, snapshot: byListing.get(each.listing) ?? each.snapshot }));
  const incomplete = incompleteAmong(sources, cut);
  const views = compareViews(told, sources, incomplete);
  const { differences } = views;
  return {
    listeners: foldListeners(told, placesOf(sources)),
    snapshots: count,
    isCompared,
    isSameCommand,
    views: views.count,
    differences,
    incomplete,
  };
}

function placesOf(sources: readonly ListingSource[]): ReadonlyMap<number, string> {
  return new Map(sources.map(({ listing, place }) => [listing, place]));
}

function withoutSudo(command: string): string {
  return command.replace(/^(?:sudo|doas) /, "").replace(/ +/g, " ");
}

function shortenLine(text: string): string {
  const words = text
    .slice(0, MAX_UNREAD_LENGTH * 4)
    .trim()
    .replace(/ {2,}/g, " ");
  return shorten(words, MAX_UNREAD_LENGTH);
}
