import { topOf } from "#core/collections.ts";
import type { JoinedLines, Postings } from "#core/postings.ts";
import { joinLines, postingsBuilder } from "#core/postings.ts";
import type { EntryName, ServiceEntry } from "#core/search/service-entry.ts";
import { NAME_RANKS } from "#core/search/service-entry.ts";
import type { Steps } from "#core/steps.ts";

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

export interface NameIndexBuilder {
  add(entry: ServiceEntry, at: number): void;
  build(): Steps<NameIndex>;
}

/** Shorter terms occur inside too many names. */
const MIN_INFIX_LENGTH = 3;

/** So many names are a step. */
const STEP = 2000;

/**
 * Indexes the entries' folded names. Every name of an entry has a place: names that are likelier meant come first, and
 * those of entries without a port last. So whoever looks for parts of names can stop when enough are found.
 */
export function nameIndexBuilder(): NameIndexBuilder {
  const keys: string[] = [];
  const entries: number[] = [];
  const ranks: number[] = [];
  const merits: number[] = [];
  let withPort = 0;
  return {
    add(entry, at) {
      for (const name of entry.names) {
        merits.push(meritOf(entry, name) * MAX_NAMES + keys.length);
        keys.push(name.key);
        entries.push(at);
        ranks.push(NAME_RANKS.indexOf(name.rank));
        if (entry.port !== null) withPort++;
      }
    },
    *build() {
      const best = Float64Array.from(merits).sort();
      const order = Uint32Array.from(best, (merit) => merit % MAX_NAMES);
      yield;
      const postings = postingsBuilder();
      for (const [place, name] of order.entries()) {
        postings.add(keys[name] ?? "", place);
        if (place % STEP === 0) yield;
      }
      const lines = joinLines(Array.from(order.subarray(0, withPort), (name) => keys[name] ?? ""));
      yield;
      const entryAt = Uint32Array.from(order, (name) => entries[name] ?? 0);
      const rankAt = Uint8Array.from(order, (name) => ranks[name] ?? 0);
      return createNameIndex({ places: yield* postings.build(), lines, entryAt, rankAt });
    },
  };
}

/** More than all names of the largest registry. */
const MAX_NAMES = 2 ** 20;

/** How unlikely it is that a part of the name means the entry, as a number with a digit for each criterion. */
function meritOf({ port, prominence, isFamiliar, popularity }: ServiceEntry, { key, rank }: EntryName): number {
  const digits: readonly (readonly [value: number, base: number])[] = [
    [port === null ? 1 : 0, 2],
    [3 - prominence, 4],
    [isFamiliar ? 0 : 1, 2],
    // Its own name is likelier meant than another one that people use.
    [NAME_RANKS.indexOf(rank), NAME_RANKS.length],
    // A number that many programs share says nothing for one of them.
    [isFamiliar ? 1023 - Math.min(popularity, 1023) : 1023, 1024],
    [Math.min(key.length, 1023), 1024],
  ];
  return digits.reduce((merit, [value, base]) => merit * base + value, 0);
}

interface NameTables {
  /** The places of each folded name, ascending. */
  readonly places: Postings;
  /** By place, the folded names of entries with a port. */
  readonly lines: JoinedLines;
  /** By place, the entry. */
  readonly entryAt: Uint32Array;
  /** By place, the place of the name's rank in `NAME_RANKS`. */
  readonly rankAt: Uint8Array;
}

/** How far all names have been searched for a text. */
interface Scan {
  /** The places of the names before `next` that have it anywhere. */
  readonly places: number[];
  /** Where the search goes on. */
  next: number;
}

/** The beginnings of what several people are typing. */
const MAX_SCANS = 200;

function createNameIndex({ places, lines, entryAt, rankAt }: NameTables): NameIndex {
  const hitAt = (place: number, tier: number): NameHit => ({ at: entryAt[place] ?? 0, tier });

  /** The first `count` names that begin with the key and go on after it. */
  function beginning(key: string, count: number): readonly number[] {
    const [from, to] = places.beginningWith(key);
    const longer = from < to && places.lengthOf(from) === key.length ? from + 1 : from;
    const first = topOf(places.numbersBetween(longer, to), count, (a, b) => a - b);
    return first.filter((place) => place < lines.count);
  }

  const scans = new Map<string, Scan>();

  /** Begins with what was found for the longest known beginning of the key: all names with the key are among those. */
  function scanFor(key: string): Scan {
    for (let length = key.length; length >= MIN_INFIX_LENGTH; length--) {
      const known = scans.get(key.slice(0, length));
      if (known === undefined) continue;
      if (length === key.length) return known;
      const places = known.places.filter((place) => lines.line(place).includes(key));
      return remember(key, { places, next: known.next });
    }
    return remember(key, { places: [], next: 0 });
  }

  function remember(key: string, scan: Scan): Scan {
    scans.set(key, scan);
    const [oldest] = scans.keys();
    if (scans.size > MAX_SCANS && oldest !== undefined) scans.delete(oldest);
    return scan;
  }

  /** The first `count` names with the key behind their first letter. */
  function inside(key: string, count: number): readonly number[] {
    const { text } = lines;
    const scan = scanFor(key);
    const isInside = (place: number) => !text.startsWith(key, lines.startOf(place));
    const found = scan.places.filter(isInside);
    while (found.length < count && scan.next < text.length) {
      const at = text.indexOf(key, scan.next);
      if (at < 0) {
        scan.next = text.length;
        break;
      }
      const place = lines.lineAt(at);
      scan.places.push(place);
      scan.next = lines.startOf(place + 1);
      if (isInside(place)) found.push(place);
    }
    return found.slice(0, count);
  }

  return {
    equal: (key) => {
      const hits = Array.from(places.of(key), (place) => hitAt(place, rankAt[place] ?? 0));
      return hits.sort((a, b) => a.tier - b.tier || a.at - b.at);
    },
    partial: (key, count) => {
      const hits = beginning(key, count).map((place) => hitAt(place, PART_TIERS.beginning));
      if (key.length < MIN_INFIX_LENGTH || hits.length === count) return hits;
      const within = inside(key, count - hits.length);
      return [...hits, ...within.map((place) => hitAt(place, PART_TIERS.inside))];
    },
  };
}
