import { lowerBound, pushTo, topOf } from "#core/collections.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { NAME_RANKS } from "#core/search/service-entry.ts";

/** An entry one of whose names has to do with a name, by its place among all entries. */
export interface NameHit {
  readonly at: number;
  /** Lower is nearer: the rank of an equal name, then {@link PART_TIERS}. */
  readonly tier: number;
}

/** A name that begins with the search term is nearer than one that contains it. */
export const PART_TIERS = {
  beginning: NAME_RANKS.length,
  inside: NAME_RANKS.length + 1,
} as const;

export interface NameIndex {
  /** Entries with a name equal to a folded one, the surest first. */
  equal(key: string): readonly NameHit[];
  /** Entries with a name that begins with or contains a folded one, at most `count`. */
  partly(key: string, count: number): readonly NameHit[];
}

/** Shorter parts are in too many names. */
const SHORTEST_INSIDE = 3;

interface Owner extends NameHit {
  /** The position among an entry's further names, the usual ones first. */
  readonly place: number;
}

interface Part extends NameHit {
  readonly length: number;
}

/** A sorted list of the entries' folded names. */
export function createNameIndex(entries: readonly ServiceEntry[]): NameIndex {
  const owners = new Map<string, Owner[]>();
  for (const [at, { names }] of entries.entries()) {
    for (const [place, { key, rank }] of names.entries()) {
      const hit = { at, tier: NAME_RANKS.indexOf(rank), place: rank === "further" ? place : 0 };
      pushTo(owners, key, hit);
    }
  }
  for (const hits of owners.values()) hits.sort((a, b) => a.tier - b.tier || a.place - b.place || a.at - b.at);
  const keys = [...owners.keys()].sort();

  function* parts(key: string): Generator<Part> {
    const first = lowerBound(keys, key, (each) => each);
    let next = first;
    for (let found = keys[next]; found?.startsWith(key); found = keys[++next]) {
      if (found !== key) yield* partsOf(found, PART_TIERS.beginning);
    }
    if (key.length < SHORTEST_INSIDE) return;
    for (const [place, found] of keys.entries()) {
      if ((place < first || place >= next) && found.includes(key)) yield* partsOf(found, PART_TIERS.inside);
    }
  }

  function* partsOf(found: string, tier: number): Generator<Part> {
    for (const { at } of owners.get(found) ?? []) {
      if (entries[at]?.port !== null) yield { at, tier, length: found.length };
    }
  }

  const order = (a: Part, b: Part) =>
    a.tier - b.tier ||
    (entries[b.at]?.prominence ?? 0) - (entries[a.at]?.prominence ?? 0) ||
    a.length - b.length ||
    a.at - b.at;

  return {
    equal: (key) => owners.get(key) ?? [],
    partly: (key, count) => topOf(parts(key), count, order),
  };
}
