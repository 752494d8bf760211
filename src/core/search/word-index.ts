import { distinct, lowerBound, pushTo, topOf } from "#core/collections.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { wordsOf } from "#core/search/text.ts";

/** An entry that has words of a text, by its place among all entries. */
export interface WordHit {
  readonly at: number;
  /** Whether it has all of the text's telling words. */
  readonly hasAll: boolean;
  readonly allInNames: boolean;
}

export interface WordIndex {
  /** Entries with words of a text: those with more words first, then the higher score; at most `count`. */
  rank(text: string, count: number): readonly WordHit[];
}

/** What a word found in an entry is worth; multiplied by how rare the word is and how well known the entry is. */
const WORTH = { name: 8, wordOfName: 3, beginningOfName: 2, text: 1 } as const;

/** Of almost any service; they add to the score, but no entry ranks higher for having one of them more. */
const COMMON = new Set(
  (
    "a an and are at by default for here in is it listen listens my number of on or port ports protocol protocols " +
    "run running runs server servers service services software the this to use used uses what which with"
  ).split(" "),
);

/** Shorter beginnings of names fit too much to mean anything. */
const SHORTEST_BEGINNING = 3;

/** Of each word, the places of the entries that have it, ascending. */
type Postings = Map<string, number[]>;

/** The words of all entries that have a number, by where they stand. */
interface EntryWords {
  readonly names: Postings;
  readonly wordsOfNames: Postings;
  readonly texts: Postings;
  /** All words of names, ascending. */
  readonly vocabulary: readonly string[];
}

/** An inverted index over the words of the names and texts of all entries that have a number. */
export function createWordIndex(entries: readonly ServiceEntry[]): WordIndex {
  const entryWords = collectWords(entries);
  return {
    rank: (text, count) => {
      const words = distinct(wordsOf(text));
      const telling = words.filter((word) => !COMMON.has(word));
      const required = new Set(telling.length === 0 ? words : telling);
      const hits = new Uint8Array(entries.length);
      const hitsInNames = new Uint8Array(entries.length);
      const scores = new Float64Array(entries.length);
      const worth = new Uint8Array(entries.length);
      for (const word of words) {
        const found = findWord(word, entryWords, worth);
        const rarity = Math.log(1 + entries.length / found.length);
        for (const at of found) {
          const value = worth[at] ?? 0;
          worth[at] = 0;
          scores[at] = (scores[at] ?? 0) + value * rarity * (1 + (entries[at]?.prominence ?? 0));
          if (!required.has(word)) continue;
          hits[at] = (hits[at] ?? 0) + 1;
          if (value >= WORTH.wordOfName) hitsInNames[at] = (hitsInNames[at] ?? 0) + 1;
        }
      }
      const candidates: number[] = [];
      for (let at = 0; at < entries.length; at++) if (hits[at] !== 0) candidates.push(at);
      const order = (a: number, b: number) =>
        (hits[b] ?? 0) - (hits[a] ?? 0) ||
        (scores[b] ?? 0) - (scores[a] ?? 0) ||
        (entries[b]?.prominence ?? 0) - (entries[a]?.prominence ?? 0);
      return topOf(candidates, count, order).map((at) => ({
        at,
        hasAll: hits[at] === required.size,
        allInNames: hitsInNames[at] === required.size,
      }));
    },
  };
}

function collectWords(entries: readonly ServiceEntry[]): EntryWords {
  const names: Postings = new Map();
  const wordsOfNames: Postings = new Map();
  const texts: Postings = new Map();
  for (const [at, entry] of entries.entries()) {
    if (entry.port === null) continue;
    for (const { text, key, rank } of entry.names) {
      for (const word of wordsOf(text)) addPlace(wordsOfNames, word, at);
      if (rank !== "further" && rank !== "history") addPlace(names, key, at);
    }
    for (const word of wordsOf(entry.text)) addPlace(texts, word, at);
  }
  return { names, wordsOfNames, texts, vocabulary: [...wordsOfNames.keys()].sort() };
}

/** Puts what a word is worth into `worth`, by entry; returns the entries that have it. */
function findWord(
  word: string,
  { names, wordsOfNames, texts, vocabulary }: EntryWords,
  worth: Uint8Array,
): readonly number[] {
  const found: number[] = [];
  const put = (places: readonly number[] | undefined, value: number) => {
    for (const at of places ?? []) {
      const before = worth[at] ?? 0;
      if (before === 0) found.push(at);
      if (before < value) worth[at] = value;
    }
  };
  put(names.get(word), WORTH.name);
  put(wordsOfNames.get(word), WORTH.wordOfName);
  put(texts.get(word), WORTH.text);
  if (word.length < SHORTEST_BEGINNING) return found;
  for (let next = lowerBound(vocabulary, word, (each) => each), begun = vocabulary[next]; begun?.startsWith(word); ) {
    put(wordsOfNames.get(begun), WORTH.beginningOfName);
    begun = vocabulary[++next];
  }
  return found;
}

/** Entries come in ascending order, so a word that an entry repeats is the last place. */
function addPlace(postings: Postings, word: string, at: number): void {
  if (postings.get(word)?.at(-1) !== at) pushTo(postings, word, at);
}
