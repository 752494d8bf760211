import { lowerBound } from "#core/collections.ts";
import type { JoinedLines, Postings } from "#core/postings.ts";
import { joinLines, postingsBuilder } from "#core/postings.ts";
import { editDistance } from "#core/search/edit-distance.ts";
import type { ServiceEntries } from "#core/search/service-entry.ts";
import type { Steps } from "#core/steps.ts";

export interface Spelling {
  /** Names similar to a folded name, best first: fewer edits, then more prominent. */
  closest(key: string, count: number): readonly string[];
  /** The best of them at one edit; null if there is none, or if the key is too short to tell. */
  oneEditAway(key: string): string | null;
}

interface CloseName {
  /** Its place among the candidates. */
  readonly place: number;
  readonly key: string;
  readonly prominence: number;
  readonly distance: number;
  /** The number of common trigrams. */
  readonly shared: number;
  /** 1 if the first letters match: people rarely mistype the first one. */
  readonly sameStart: 0 | 1;
}

/** The edits allowed for a name of this length: with more, short names would match each other. */
function maxEdits(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 11 ? 2 : 3;
}

/** In a shorter name, one edit makes another name. */
const MIN_SURE_LENGTH = 4;

/** What people say to a bot without asking for a name, and names of what has no port of its own. */
const NEVER_MISSPELLED: ReadonlySet<string> = new Set(
  (
    "thank thanks thankyou thanx cheers hello hallo welcome sorry please great good nice cool fine okay yeah nope right " +
    "wrong done test testing stop start here there morning night bye later wait what when where which whose why who how " +
    "discord slack github lldp vrrp ospf eigrp icmp igmp lacp arp ping traceroute " +
    "danke merci gracias grazie obrigado moin servus hola bonjour salut timer dark boat boats bots toll german lmao"
  ).split(" "),
);

/** One edit changes at most this many trigrams: a swap of neighbours changes four. */
const TRIGRAMS_PER_EDIT = 4;

/** So many entries or names are a step. */
const STEP = 250;

/** Suggests corrections for misspelt names. Trigrams preselect the names worth a distance calculation. */
export function* buildSpelling(entries: ServiceEntries): Steps<Spelling> {
  const candidates = yield* collectCandidates(entries);
  const postings = postingsBuilder();
  for (let place = 0; place < candidates.keys.count; place++) {
    for (const trigram of trigramsOf(candidates.keys.line(place))) postings.add(trigram, place);
    if (place % STEP === 0) yield;
  }
  return createSpelling(entries, candidates, yield* postings.build());
}

function createSpelling(entries: ServiceEntries, candidates: Candidates, byTrigram: Postings): Spelling {
  const { keys, firstOfLength, letters, entryOf, nameOf } = candidates;
  // What one search counts for each candidate; all zero in between.
  const shared = new Uint16Array(keys.count);
  const reached = new Uint32Array(keys.count);

  /** Counts the common trigrams in `shared`. @returns the candidates from one place up to another that have so many */
  function countShared(trigrams: readonly string[], least: number, from: number, to: number): Uint32Array {
    let count = 0;
    for (const trigram of trigrams) {
      const places = byTrigram.of(trigram);
      for (let at = lowerBound(places, from, (place) => place); at < places.length; at++) {
        const place = places[at] ?? 0;
        if (place >= to) break;
        const common = (shared[place] ?? 0) + 1;
        shared[place] = common;
        if (common === least) reached[count++] = place;
      }
    }
    return reached.subarray(0, count);
  }

  function closeNames(key: string): readonly CloseName[] {
    const bound = maxEdits(key.length);
    if (bound === 0) return [];
    const trigrams = trigramsOf(key);
    const least = Math.max(1, trigrams.length - TRIGRAMS_PER_EDIT * bound);
    const inRange: CloseName[] = [];
    let best = bound;
    const ownLetters = lettersOf(key);
    const [from = keys.count, to = keys.count] = [
      firstOfLength[key.length - bound],
      firstOfLength[key.length + bound + 1],
    ];
    for (const place of countShared(trigrams, least, from, to)) {
      // An edit takes away one letter and adds one at most.
      const others = letters[place] ?? 0;
      if (bitCount(ownLetters & ~others) > bound || bitCount(others & ~ownLetters) > bound) continue;
      const candidate = keys.line(place);
      const allowed = Math.min(bound, best + 1);
      const distance = editDistance(key, candidate, allowed);
      if (distance === 0 || distance > allowed) continue;
      best = Math.min(best, distance);
      inRange.push({
        place,
        key: candidate,
        prominence: entries.prominence[entryOf[place] ?? 0] ?? 0,
        distance,
        shared: shared[place] ?? 0,
        sameStart: candidate[0] === key[0] ? 1 : 0,
      });
    }
    shared.fill(0, from, to);
    return inRange.filter(({ distance }) => distance <= best + 1).sort(byCloseness);
  }

  const shownOf = ({ place }: CloseName) => entries.entry(entryOf[place] ?? 0)?.names[nameOf[place] ?? 0]?.text ?? "";

  return {
    closest: (key, count) => {
      const shown = new Set<string>();
      const seen = new Set<number | undefined>();
      for (const name of closeNames(key)) {
        // One name per entry: `telnetd` adds nothing to `telnet`.
        if (!seen.has(entryOf[name.place])) shown.add(shownOf(name));
        seen.add(entryOf[name.place]);
        if (shown.size === count) break;
      }
      return [...shown];
    },
    oneEditAway(key) {
      const [best] = key.length < MIN_SURE_LENGTH || NEVER_MISSPELLED.has(key) ? [] : closeNames(key);
      return best === undefined || best.distance > 1 ? null : shownOf(best);
    },
  };
}

function byCloseness(a: CloseName, b: CloseName): number {
  return (
    a.distance - b.distance ||
    b.prominence - a.prominence ||
    b.sameStart - a.sameStart ||
    b.shared - a.shared ||
    a.key.length - b.key.length ||
    (a.key < b.key ? -1 : 1)
  );
}

/** The distinct names of entries with a number, each for the most prominent entry that has it. */
interface Candidates {
  /** The folded names, shortest first: only those of about the same length are compared. */
  readonly keys: JoinedLines;
  /** For each length the first of them that isn't shorter; up to the longest. */
  readonly firstOfLength: Uint32Array;
  /** For each of them its {@link lettersOf}. */
  readonly letters: Int32Array;
  /** For each of them its entry. */
  readonly entryOf: Uint32Array;
  /** For each of them which name of its entry is shown. */
  readonly nameOf: Uint8Array;
}

function* collectCandidates(entries: ServiceEntries): Steps<Candidates> {
  const candidates = new Map<string, { readonly at: number; readonly name: number; readonly prominence: number }>();
  for (let at = 0; at < entries.length; at++) {
    if (at % STEP === 0) yield;
    const entry = entries.entry(at);
    if (entry === undefined || entry.port === null) continue;
    const { names, prominence } = entry;
    const [main] = names;
    for (const [name, { key, rank }] of names.entries()) {
      // `postgres` is short for `postgresql`, which is the one to suggest; `rdp` is better known than its service name.
      const isShort = rank === "synonym" && main !== undefined && main.key.startsWith(key);
      const known = candidates.get(key)?.prominence ?? -1;
      if (known > prominence || (known === prominence && !isShort)) continue;
      candidates.set(key, { at, name: isShort ? 0 : name, prominence });
    }
  }
  const byLength = Map.groupBy(candidates.keys(), (key) => key.length);
  const longest = Math.max(0, ...byLength.keys());
  const keys: string[] = [];
  const firstOfLength = new Uint32Array(longest + 1);
  for (let length = 0; length <= longest; length++) {
    firstOfLength[length] = keys.length;
    for (const key of byLength.get(length) ?? []) keys.push(key);
  }
  const chosen = keys.flatMap((key) => candidates.get(key) ?? []);
  return {
    keys: joinLines(keys),
    firstOfLength,
    letters: Int32Array.from(keys, lettersOf),
    entryOf: Uint32Array.from(chosen, ({ at }) => at),
    nameOf: Uint8Array.from(chosen, ({ name }) => name),
  };
}

/** Which characters a text has: a bit for each, shared by those that are the same modulo 32. */
function lettersOf(key: string): number {
  let letters = 0;
  for (let at = 0; at < key.length; at++) letters |= 1 << (key.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** All trigrams, padded with two spaces on each side so that the first and last letters count too. */
function trigramsOf(key: string): readonly string[] {
  const padded = `  ${key}  `;
  const trigrams: string[] = [];
  for (let at = 0; at < padded.length - 2; at++) trigrams.push(padded.slice(at, at + 3));
  return trigrams;
}
