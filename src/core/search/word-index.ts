import { distinct, topOf } from "#core/collections.ts";
import type { Postings } from "#core/postings.ts";
import { postingsBuilder } from "#core/postings.ts";
import type { NameIndex } from "#core/search/name-index.ts";
import type { ServiceEntries, ServiceEntry } from "#core/search/service-entry.ts";
import { NAME_RANKS, WITHOUT_PORT } from "#core/search/service-entry.ts";
import { wordsOf } from "#core/search/text.ts";
import type { Steps } from "#core/steps.ts";

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

export interface WordsBuilder {
  add(entry: ServiceEntry, at: number): void;
  build(): Steps<EntryWords>;
}

/** For each word, the ascending indexes of the entries with a number that have it. */
export interface EntryWords {
  /** In their names. */
  readonly inNames: Postings;
  /** In their texts. */
  readonly inTexts: Postings;
}

export function wordsBuilder(): WordsBuilder {
  const inNames = postingsBuilder();
  const inTexts = postingsBuilder();
  return {
    add({ port, names, text }, at) {
      if (port === null) return;
      for (const word of new Set(names.flatMap((name) => wordsOf(name.text)))) inNames.add(word, at);
      for (const word of new Set(wordsOf(text))) inTexts.add(word, at);
    },
    *build() {
      return { inNames: yield* inNames.build(), inTexts: yield* inTexts.build() };
    },
  };
}

/** An inverted index over the names and texts of all entries with a number. */
export function createWordIndex(entries: ServiceEntries, names: NameIndex, words: EntryWords): WordIndex {
  const { length, prominence } = entries;
  // What one ranking counts for each entry; all zero in between.
  const hits = new Uint8Array(length);
  const hitsInNames = new Uint8Array(length);
  const scores = new Float64Array(length);
  const weights = new Uint8Array(length);
  const order = (a: number, b: number) =>
    (hits[b] ?? 0) - (hits[a] ?? 0) ||
    (scores[b] ?? 0) - (scores[a] ?? 0) ||
    (prominence[b] ?? 0) - (prominence[a] ?? 0) ||
    a - b;

  /** Writes a word's weight per entry into `weights` and returns the entries that contain it. */
  function findWord(word: string): readonly number[] {
    const found: number[] = [];
    const put = (at: number, value: number) => {
      const before = weights[at] ?? 0;
      if (before === 0) found.push(at);
      if (before < value) weights[at] = value;
    };
    for (const { at, tier } of names.equal(word)) {
      if (tier <= LAST_OWN_RANK && entries.ports[at] !== WITHOUT_PORT) put(at, WEIGHTS.name);
    }
    for (const at of words.inNames.of(word)) put(at, WEIGHTS.wordOfName);
    for (const at of words.inTexts.of(word)) put(at, WEIGHTS.text);
    if (word.length < MIN_PREFIX_LENGTH) return found;
    const longer = words.inNames.numbersBetween(...words.inNames.beginningWith(word));
    for (const at of longer) put(at, WEIGHTS.beginningOfName);
    return found;
  }

  return {
    rank: (text, count) => {
      const typed = distinct(wordsOf(text));
      const significant = typed.filter((word) => !COMMON_WORDS.has(word));
      const required = new Set(significant.length === 0 ? typed : significant);
      const candidates: number[] = [];
      const touched: number[] = [];
      for (const word of typed) {
        const found = findWord(word);
        const rarity = Math.log(1 + length / found.length);
        for (const at of found) {
          const value = weights[at] ?? 0;
          weights[at] = 0;
          if (scores[at] === 0) touched.push(at);
          scores[at] = (scores[at] ?? 0) + value * rarity * (1 + (prominence[at] ?? 0));
          if (!required.has(word)) continue;
          if (hits[at] === 0) candidates.push(at);
          hits[at] = (hits[at] ?? 0) + 1;
          if (value >= WEIGHTS.wordOfName) hitsInNames[at] = (hitsInNames[at] ?? 0) + 1;
        }
      }
      const ranked = topOf(candidates, count, order).map((at) => ({
        at,
        hasAll: hits[at] === required.size,
        allInNames: hitsInNames[at] === required.size,
      }));
      for (const at of touched) {
        hits[at] = 0;
        hitsInNames[at] = 0;
        scores[at] = 0;
      }
      return ranked;
    },
  };
}

/** A name of another number of the product, or of something of the past, counts as its words only. */
const LAST_OWN_RANK = NAME_RANKS.indexOf("service");
