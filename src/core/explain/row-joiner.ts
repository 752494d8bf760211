import { readNonRow } from "#core/explain/non-rows.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";

/** A row that a narrow window broke is put together from as many lines at most, and as many characters. */
const MAX_PIECES = 400;
const MAX_ROW = 24_000;
/** How far ahead a row that cannot be read yet is followed. */
const MAX_UNREAD_PIECES = 24;
const FIRST_CHARACTERS = 400;

/** The words of a text, parted at blanks. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < text.length; ) {
    const blank = text.indexOf(" ", from);
    const end = blank < 0 ? text.length : blank;
    if (end > from) words.push(text.slice(from, end));
    from = end + 1;
  }
  return words;
}

/** The words of a line's beginning, which tell what it is. */
export function firstWords(text: string): readonly string[] {
  return wordsOf(text.length > FIRST_CHARACTERS ? text.slice(0, FIRST_CHARACTERS) : text);
}

export interface JoinedRow {
  /** Null where not even all pieces together are a row. */
  readonly reading: RowResult | null;
  /** The place of the first line that is not part of it. */
  readonly end: number;
}

type StartOf = (words: readonly string[], setting: ParseState) => Reader | null;

/**
 * Puts together rows that were broken at a width: a line that begins no row itself continues the one before, if that
 * one can be read with it. Broken at a fixed column the pieces follow each other as they are; broken between words,
 * with a blank.
 */
export function createRowJoiner(
  lines: readonly string[],
  wordsAt: (at: number) => readonly string[],
  setting: ParseState,
  startOf: StartOf,
) {
  let widths: Widths | null = null;
  const isContinuation = (at: number): boolean => {
    const text = lines[at] ?? "";
    const words = wordsAt(at);
    const isOwn = words.length === 0 || startOf(words, setting) !== null;
    return !isOwn && readNonRow(text.trim(), words, { ...setting }) === null;
  };
  const measured = () => {
    widths ??= measure(lines, wordsAt, setting, startOf, isContinuation);
    return widths;
  };

  return (from: number, reader: Reader): JoinedRow => {
    let text = lines[from] ?? "";
    let piece = text;
    let reading = reader.read(text.length > FIRST_CHARACTERS ? wordsOf(text) : wordsAt(from), setting);
    let end = from + 1;
    for (let at = from + 1; at < Math.min(lines.length, from + MAX_PIECES) && text.length < MAX_ROW; at++) {
      if (at - end > MAX_UNREAD_PIECES || !isContinuation(at)) break;
      const isCutHere = measured().likely === piece.length;
      // A row that has everything only goes on where all of them are cut at that column.
      if (reading?.isWhole === true && measured().certain !== piece.length) break;
      const next = lines[at] ?? "";
      if (!fillsLine(piece, next, lines[from]?.length ?? 0)) break;
      const joined = join(text, next, isCutHere, (words) => reader.read(words, setting));
      text = joined.text;
      piece = next;
      if (joined.reading === null) continue;
      reading = joined.reading;
      end = at + 1;
    }
    return { reading, end };
  };
}

/** Whether a piece is as long as it is because the next word did not fit. */
function fillsLine(piece: string, next: string, width: number): boolean {
  const word = next.trimStart().split(" ", 1)[0] ?? "";
  return piece.length + 1 + word.length + (next.length - next.trimStart().length) >= width;
}

function join(text: string, next: string, isCut: boolean, read: (words: readonly string[]) => RowResult | null) {
  const cut = { text: text + next, reading: read(wordsOf(text + next)) };
  const parted = { text: `${text} ${next}`, reading: read(wordsOf(`${text} ${next}`)) };
  const [first, second] = isCut ? [cut, parted] : [parted, cut];
  if (first.reading === null) return second.reading === null ? first : second;
  return !first.reading.isWhole && second.reading?.isWhole === true ? second : first;
}

interface Widths {
  /** The column at which at least one row is cut; 0 for none. */
  readonly likely: number;
  /** The same, where at least two are. */
  readonly certain: number;
}

function measure(
  lines: readonly string[],
  wordsAt: (at: number) => readonly string[],
  setting: ParseState,
  startOf: StartOf,
  isContinuation: (at: number) => boolean,
): Widths {
  const cuts = new Map<number, number>();
  let longest = 0;
  for (const [at, text] of lines.entries()) {
    if (startOf(wordsAt(at), setting) === null) continue;
    longest = Math.max(longest, text.length);
    if (isContinuation(at + 1)) cuts.set(text.length, (cuts.get(text.length) ?? 0) + 1);
  }
  const count = cuts.get(longest) ?? 0;
  return { likely: count > 0 ? longest : 0, certain: count > 1 ? longest : 0 };
}
