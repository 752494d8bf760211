import { shorten } from "#core/card/shorten.ts";
import { foldListeners } from "#core/explain/fold-listeners.ts";
import type { Paste, PastedListener, UnreadLine } from "#core/explain/listener.ts";
import { MAX_LISTENERS, MAX_PASTE, MAX_UNREAD } from "#core/explain/listener.ts";
import type { NonRow } from "#core/explain/non-rows.ts";
import { readNonRow, restOfHead } from "#core/explain/non-rows.ts";
import { plainLines } from "#core/explain/plain-lines.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import { isListKey } from "#core/explain/readers/powershell.ts";
import { READERS } from "#core/explain/readers.ts";
import { createRowJoiner, firstWords, wordsOf } from "#core/explain/row-joiner.ts";

const MAX_UNREAD_LENGTH = 120;

/**
 * Reads what people paste: the listening ports in the output of ss, netstat, lsof, PowerShell, docker, kubectl, nmap and
 * /proc/net, several of them in one text as well. Takes any text, never throws, and never guesses: what no format
 * explains is in `notUnderstood`. The time grows with the length of the text alone.
 *
 * @param portNamed the number a service's name stands for, where a tool printed names; null for none
 */
export function readListeners(text: string, portNamed: ParseState["portNamed"] = () => null): Paste {
  const lines = plainLines(text.slice(0, MAX_PASTE));
  const setting: ParseState = { head: [], command: "", host: null, promptHost: null, room: MAX_LISTENERS, portNamed };
  const wordsAt = rememberWords(lines);
  const join = createRowJoiner(lines, wordsAt, setting, startOf);
  const found: PastedListener[] = [];
  const unread: UnreadLine[] = [];
  let counts = { leftOut: 0, connections: 0, unread: 0, rows: 0, heads: 0 };
  const leaveUnread = (line: number, words: string) => {
    counts.unread++;
    if (unread.length < MAX_UNREAD) unread.push({ line, text: unreadText(words) });
  };
  let lastReader: Reader | null = null;
  let lastRow: { readonly from: number; readonly to: number } = { from: 0, to: 0 };
  let listing = 1;
  let hasRows = false;
  let isInHead = false;
  let headText = "";
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const here = wordsAt(at);
    if (here.length === 0) {
      at++;
      continue;
    }
    const reader = startOf(here, setting);
    const row = reader === null ? null : isListRow(reader) ? joinList(lines, at, setting, reader) : join(at, reader);
    if (reader !== null && row?.reading) {
      const { listeners, connections, leftOut, unread: said } = row.reading;
      const room = MAX_LISTENERS - found.length;
      lastRow = { from: found.length, to: found.length + Math.min(listeners.length, room) };
      for (const each of listeners.slice(0, room)) {
        const sockets = each.sockets.length > 0 ? each.sockets : [`line ${at + 1}`];
        found.push({ ...each, sockets, listing, host: setting.promptHost });
      }
      hasRows = true;
      counts = { ...counts, rows: counts.rows + 1, connections: counts.connections + connections };
      counts.leftOut += leftOut + Math.max(0, listeners.length - room);
      setting.room = MAX_LISTENERS - found.length;
      if (said !== null) leaveUnread(at + 1, said);
      lastReader = reader;
      isInHead = false;
      at = row.end;
      continue;
    }
    const head: string | null = isInHead ? restOfHead(headText, line) : null;
    const surrounding: NonRow | null = head === null ? readNonRow(line.trim(), here, setting) : "head";
    if (surrounding !== null) {
      const isNew = surrounding === "command" || (surrounding === "head" && head === null);
      if (isNew && hasRows) {
        listing++;
        hasRows = false;
      }
      isInHead = surrounding === "head";
      if (surrounding === "head" && head === null) counts.heads++;
      if (surrounding === "head") headText = head ?? line;
      if (head !== null) setting.head = wordsOf(head);
    } else if (lastReader?.name === "netstat on Windows" && isOwnerLine(lines, at)) {
      nameOwner(line.trim(), found, lastRow);
    } else {
      leaveUnread(at + 1, line);
    }
    at++;
  }
  const folded = foldListeners(found);
  return {
    listeners: folded,
    listenersLeftOut: counts.leftOut,
    connections: counts.connections,
    notUnderstood: unread,
    notUnderstoodCount: counts.unread,
    rows: counts.rows,
    heads: counts.heads,
    isCut: text.length > MAX_PASTE,
  };
}

/**
 * Whether a text is the output of a tool: two rows of a listing, or one with the listing's head or with nothing else in
 * the text, and at least one of them a listening port.
 */
export function isListing(text: string): boolean {
  if (!/\d/.test(text)) return false;
  const { listeners, rows, heads, notUnderstoodCount } = readListeners(text, () => 1);
  return listeners.length > 0 && (rows + heads >= 2 || notUnderstoodCount === 0);
}

/** The first words of the lines; those of the last few are kept, since a row is looked at together with the next. */
function rememberWords(lines: readonly string[]): (at: number) => readonly string[] {
  const places: number[] = [];
  const kept: (readonly string[])[] = [];
  return (at) => {
    const slot = at % REMEMBERED;
    const known = places[slot] === at ? kept[slot] : undefined;
    if (known !== undefined) return known;
    const words = firstWords(lines[at] ?? "");
    places[slot] = at;
    kept[slot] = words;
    return words;
  };
}

const REMEMBERED = 8;

function startOf(words: readonly string[], setting: ParseState): Reader | null {
  // No row is a single word, which most lines of garbage are.
  if (words.length < 2) return null;
  for (const reader of READERS) if (reader.begins(words, setting)) return reader;
  return null;
}

function isListRow({ name }: Reader): boolean {
  return name === "PowerShell, list";
}

/** A list's row goes on as long as its lines are of its form and name something new. */
function joinList(
  lines: readonly string[],
  from: number,
  setting: ParseState,
  reader: Reader,
): { readonly reading: RowResult | null; readonly end: number } {
  const seen = new Set<string>();
  const words: string[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const [key = "", colon = "", ...value] = wordsOf(lines[at] ?? "");
    const isProperty = colon === ":" && /^[A-Za-z]{1,40}$/.test(key);
    if (!isProperty || seen.has(key)) break;
    seen.add(key);
    if (isListKey(key, colon)) words.push(key, colon, ...value.slice(0, 1));
  }
  return { reading: reader.read(words, setting), end: at };
}

/** `netstat -b` prints the program in brackets below its socket, sometimes with a component's name before it. */
const PROGRAM = /^\[([^\][]{1,80})\]$/;

function isOwnerLine(lines: readonly string[], at: number): boolean {
  const text = lines[at]?.trim() ?? "";
  if (PROGRAM.test(text)) return true;
  const next = lines[at + 1]?.trim() ?? "";
  return text.length <= 40 && !text.includes(" ") && PROGRAM.test(next);
}

function nameOwner(text: string, found: PastedListener[], { from, to }: { from: number; to: number }): void {
  const process = PROGRAM.exec(text)?.[1];
  if (process === undefined) return;
  for (let at = from; at < to; at++) {
    const listener = found[at];
    if (listener !== undefined && listener.process === null) found[at] = { ...listener, process };
  }
}

function unreadText(text: string): string {
  const words = text
    .slice(0, MAX_UNREAD_LENGTH * 4)
    .trim()
    .replace(/ {2,}/g, " ");
  return shorten(words, MAX_UNREAD_LENGTH);
}
