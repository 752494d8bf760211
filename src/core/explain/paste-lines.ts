import { plainLines } from "#core/explain/plain-lines.ts";
import type { ParseState, Reader } from "#core/explain/reader.ts";
import { READERS } from "#core/explain/readers.ts";
import { firstWords } from "#core/explain/words.ts";

/** The lines of a paste, and what each of them may begin. Places count from 0. */
export interface PasteLines {
  readonly lines: readonly string[];
  /** The first words of a line; none for a blank one, and past the end. */
  wordsAt(at: number): readonly string[];
  /** The reader whose row the line may begin, given the lines above; null for none. */
  readerAt(at: number): Reader | null;
}

export function createPasteLines(text: string, state: ParseState): PasteLines {
  const lines = plainLines(text);
  const wordsAt = rememberWords(lines);
  const readerAt = (at: number) => {
    const words = wordsAt(at);
    // No row is a single word, which most lines of garbage are.
    return words.length < 2 ? null : (READERS.find((reader) => reader.begins(words, state)) ?? null);
  };
  return { lines, wordsAt, readerAt };
}

/** A line is looked at several times, always together with the next few: the words of so many are kept. */
const REMEMBERED = 8;

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
