import { distinct, lowerBound, pushTo, topOf } from "#core/collections.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { wordsOf } from "#core/search/text.ts";

/** An entry that contains words of a text, by its index among all entries. */
export interface WordHit {
  readonly at: number;
  /** Whether it contains all significant words of the text. */
  readonly hasAll: boolean;
  readonly allInNames: boolean;
}

export interface WordIndex {
  /** Entries that contain words of a text, at most `count`: more words first, then the higher score. */
  rank(text: string, count: number): readonly WordHit[];
}

/** The weight of a word by where it was found, multiplied by its rarity and the entry's prominence. */
const WEIGHTS = { name: 8, wordOfName: 3, beginningOfName: 2, text: 1 } as const;

/** Words of almost any service: they add to the score, but an entry doesn't rank higher for containing more of them. */
const COMMON_WORDS = new Set(
  (
    "a an and are at by default for here in is it listen listens my number of on or port ports protocol protocols " +
    "run running runs server servers service services software the this to use used uses what which with"
  ).split(" "),
);

/** Shorter prefixes match too many names. */
const MIN_PREFIX_LENGTH = 3;

/** For each word, the ascending indexes of the entries that contain it. */
type Postings = Map<string, number[]>;

/** The words of all entries with a number, by where they occur. */
interface EntryWords {
  readonly names: Postings;
  readonly wordsOfNames: Postings;
  readonly texts: Postings;
  /** All words in names, ascending. */
  readonly vocabulary: readonly string[];
}

/** Builds an inverted index over the names and texts of all entries with a number. */
export function createWordIndex(entries: readonly ServiceEntry[]): WordIndex {
  const entryWords = collectWords(entries);
  return {
    rank: (text, count) => {
      const words = distinct(wordsOf(text));
      const significant = words.filter((word) => !COMMON_WORDS.has(word));
      const required = new Set(significant.length === 0 ? words : significant);
      const hits = new Uint8Array(entries.length);
      const hitsInNames = new Uint8Array(entries.length);
      const scores = new Float64Array(entries.length);
      const weights = new Uint8Array(entries.length);
      for (const word of words) {
        const found = findWord(word, entryWords, weights);
        const rarity = Math.log(1 + entries.length / found.length);
        for (const at of found) {
          const value = weights[at] ?? 0;
          weights[at] = 0;
          scores[at] = (scores[at] ?? 0) + value * rarity * (1 + (entries[at]?.prominence ?? 0));
          if (!required.has(word)) continue;
          hits[at] = (hits[at] ?? 0) + 1;
          if (value >= WEIGHTS.wordOfName) hitsInNames[at] = (hitsInNames[at] ?? 0) + 1;
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
      for (const word of wordsOf(text)) addPosting(wordsOfNames, word, at);
      if (rank !== "product" && rank !== "history") addPosting(names, key, at);
    }
    for (const word of wordsOf(entry.text)) addPosting(texts, word, at);
  }
  return { names, wordsOfNames, texts, vocabulary: [...wordsOfNames.keys()].sort() };
}

/** Writes a word's weight per entry into `weights` and returns the entries that contain it. */
function findWord(
  word: string,
  { names, wordsOfNames, texts, vocabulary }: EntryWords,
  weights: Uint8Array,
): readonly number[] {
  const found: number[] = [];
  const put = (places: readonly number[] | undefined, value: number) => {
    for (const at of places ?? []) {
      const before = weights[at] ?? 0;
      if (before === 0) found.push(at);
      if (before < value) weights[at] = value;
    }
  };
  put(names.get(word), WEIGHTS.name);
  put(wordsOfNames.get(word), WEIGHTS.wordOfName);
  put(texts.get(word), WEIGHTS.text);
  if (word.length < MIN_PREFIX_LENGTH) return found;
  for (
    let next = lowerBound(vocabulary, word, (each) => each), completion = vocabulary[next];
    completion?.startsWith(word);
  ) {
    put(wordsOfNames.get(completion), WEIGHTS.beginningOfName);
    completion = vocabulary[++next];
  }
  return found;
}

/** Entries are added in ascending order, so a repeated word is always the last posting. */
function addPosting(postings: Postings, word: string, at: number): void {
  if (postings.get(word)?.at(-1) !== at) pushTo(postings, word, at);
}
