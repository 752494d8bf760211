import { lowerBound, pushTo, topOf } from "#core/collections.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { NAME_RANKS } from "#core/search/service-entry.ts";

/** An entry with a matching name, by its index among all entries. */
export interface NameHit {
  readonly at: number;
  /** Lower is better: the rank of an equal name, then {@link PART_TIERS}. */
  readonly tier: number;
}

/** Names that start with the search term come before names that contain it. */
export const PART_TIERS = {
  beginning: NAME_RANKS.length,
  inside: NAME_RANKS.length + 1,
} as const;

export interface NameIndex {
  /** Entries with a name equal to the folded name, best first. */
  equal(key: string): readonly NameHit[];
  /** Entries with a name that starts with or contains the folded name, at most `count`. */
  partial(key: string, count: number): readonly NameHit[];
}

/** Shorter terms occur inside too many names. */
const MIN_INFIX_LENGTH = 3;

interface PartialHit extends NameHit {
  /** The name's own rank, as a number: its own name is likelier meant than another one that people use. */
  readonly rank: number;
  readonly length: number;
}

/** Builds the index over the entries' folded names. */
export function createNameIndex(entries: readonly ServiceEntry[]): NameIndex {
  const hitsByKey = new Map<string, NameHit[]>();
  for (const [at, { names }] of entries.entries()) {
    for (const { key, rank } of names) pushTo(hitsByKey, key, { at, tier: NAME_RANKS.indexOf(rank) });
  }
  for (const hits of hitsByKey.values()) hits.sort((a, b) => a.tier - b.tier || a.at - b.at);
  const keys = [...hitsByKey.keys()].sort();

  function* parts(key: string): Generator<PartialHit> {
    const first = lowerBound(keys, key, (each) => each);
    let next = first;
    for (let found = keys[next]; found?.startsWith(key); found = keys[++next]) {
      if (found !== key) yield* partsOf(found, PART_TIERS.beginning);
    }
    if (key.length < MIN_INFIX_LENGTH) return;
    for (const [keyIndex, found] of keys.entries()) {
      if ((keyIndex < first || keyIndex >= next) && found.includes(key)) yield* partsOf(found, PART_TIERS.inside);
    }
  }

  function* partsOf(found: string, tier: number): Generator<PartialHit> {
    for (const { at, tier: rank } of hitsByKey.get(found) ?? []) {
      if (entries[at]?.port !== null) yield { at, tier, rank, length: found.length };
    }
  }

  const lower = (a: PartialHit, b: PartialHit, value: (entry: ServiceEntry) => number) => {
    const [one, other] = [entries[a.at], entries[b.at]];
    return one === undefined || other === undefined ? 0 : value(other) - value(one);
  };
  const order = (a: PartialHit, b: PartialHit) =>
    a.tier - b.tier ||
    lower(a, b, ({ prominence }) => prominence) ||
    lower(a, b, ({ isFamiliar }) => Number(isFamiliar)) ||
    a.rank - b.rank ||
    // A number that many programs share says nothing for one of them.
    lower(a, b, ({ isFamiliar, popularity }) => (isFamiliar ? popularity : 0)) ||
    a.length - b.length ||
    a.at - b.at;

  return {
    equal: (key) => hitsByKey.get(key) ?? [],
    partial: (key, count) => topOf(parts(key), count, order),
  };
}
