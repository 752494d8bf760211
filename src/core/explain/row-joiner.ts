import { readMoment } from "#core/explain/moments.ts";
import { isOmission, readNonRow } from "#core/explain/non-rows.ts";
import type { PasteLines } from "#core/explain/paste-lines.ts";
import type { JoinedRow, ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import { FIRST_CHARACTERS, wordsOf } from "#core/explain/words.ts";

/** Limits for the lines and characters of one wrapped row. */
const MAX_PIECES = 400;
const MAX_ROW = 24_000;
/** How many lines are tried before the row has to be readable. */
const MAX_UNREAD_PIECES = 24;

/**
 * Parses a row together with the lines it was wrapped to: a line that doesn't start a row continues the row above if
 * they parse together. Terminals wrap at a fixed column, so pieces are joined directly; editors wrap between words, so
 * a space is inserted.
 *
 * @param state updated by the caller
 */
export function createRowJoiner(paste: PasteLines, state: ParseState): (from: number, reader: Reader) => JoinedRow {
  const { lines } = paste;
  let measured: WrapColumn | null = null;
  const wrapColumn = () => {
    measured ??= measureWrapColumn(paste);
    return measured;
  };

  return (from, reader) => {
    if (reader.readLines !== undefined) return reader.readLines(lines, from, state);
    let text = lines[from] ?? "";
    let piece = text;
    let row = reader.read(text.length > FIRST_CHARACTERS ? wordsOf(text) : paste.wordsAt(from), state);
    let end = from + 1;
    for (let at = from + 1; at < Math.min(lines.length, from + MAX_PIECES) && text.length < MAX_ROW; at++) {
      if (at - end > MAX_UNREAD_PIECES || !isContinuation(paste, at, reader)) break;
      const isAtColumn = wrapColumn().column === piece.length;
      // A complete row is only continued if wrapping at that column is certain.
      if (row?.isWhole === true && !(isAtColumn && wrapColumn().isCertain)) break;
      const next = lines[at] ?? "";
      if (!fillsLine(piece, next, lines[from]?.length ?? 0)) break;
      state.isJoined = true;
      const joined = joinPieces(text, next, isAtColumn, (words) => reader.read(words, state));
      state.isJoined = false;
      text = joined.text;
      piece = next;
      if (joined.row === null) continue;
      row = joined.row;
      end = at + 1;
    }
    return { row, end };
  };
}

function isContinuation(paste: PasteLines, at: number, above: Reader): boolean {
  const words = paste.wordsAt(at);
  const reader = words.length === 0 ? null : paste.readerAt(at);
  if (words.length === 0 || (reader !== null && (reader === above || reader.mayContinue !== true))) return false;
  const line = (paste.lines[at] ?? "").trim();
  return !isOmission(line) && readMoment(line) === null && readNonRow(line, words) === null;
}

/** Whether a piece was wrapped because the next word did not fit. */
function fillsLine(piece: string, next: string, width: number): boolean {
  const word = next.trimStart().split(" ", 1)[0] ?? "";
  return piece.length + 1 + word.length + (next.length - next.trimStart().length) >= width;
}

/** Joins the next piece in the likelier way, unless only the other way parses, or parses more. */
function joinPieces(
  text: string,
  next: string,
  isAtColumn: boolean,
  read: (words: readonly string[]) => RowResult | null,
): { readonly text: string; readonly row: RowResult | null } {
  const direct = { text: text + next, row: read(wordsOf(text + next)) };
  const spaced = { text: `${text} ${next}`, row: read(wordsOf(`${text} ${next}`)) };
  const [likelier, other] = isAtColumn ? [direct, spaced] : [spaced, direct];
  if (likelier.row === null) return other.row === null ? likelier : other;
  return !likelier.row.isWhole && other.row?.isWhole === true ? other : likelier;
}

/** The column at which a terminal wrapped the rows. */
interface WrapColumn {
  /** The length of the longest line that starts a row, if it is continued on the next line; else 0. */
  readonly column: number;
  /** Whether at least two rows wrap there. */
  readonly isCertain: boolean;
}

function measureWrapColumn(paste: PasteLines): WrapColumn {
  let longest = 0;
  let wrapped = 0;
  for (const [at, { length }] of paste.lines.entries()) {
    // Shorter lines say nothing, so most need no reader.
    const reader = length < longest ? null : paste.readerAt(at);
    if (reader === null) continue;
    if (length > longest) {
      longest = length;
      wrapped = 0;
    }
    if (length === longest && isContinuation(paste, at + 1, reader)) wrapped++;
  }
  return { column: wrapped > 0 ? longest : 0, isCertain: wrapped > 1 };
}
