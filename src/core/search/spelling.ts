import { distinct } from "#core/collections.ts";
import { editDistance } from "#core/search/edit-distance.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";

export interface Spelling {
  /** Names similar to a folded name, best first: fewer edits, then more prominent. */
  closest(key: string, count: number): readonly string[];
  /** The best of them at one edit; null if there is none, or if the key is too short to tell. */
  oneEditAway(key: string): string | null;
}

interface Candidate {
  /** The index of its entry among all entries. */
  readonly at: number;
  readonly key: string;
  readonly shown: string;
  readonly prominence: number;
}

interface CloseName extends Candidate {
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

/** Suggests corrections for misspelt names. Trigrams preselect the names worth a distance calculation. */
export function createSpelling(entries: readonly ServiceEntry[]): Spelling {
  const candidates = collectCandidates(entries);
  const candidatesByTrigram = new Map<string, number[]>();
  for (const [at, { key }] of candidates.entries()) {
    for (const trigram of trigramsOf(key)) {
      const list = candidatesByTrigram.get(trigram);
      if (list === undefined) candidatesByTrigram.set(trigram, [at]);
      else list.push(at);
    }
  }
  const longest = Math.max(0, ...candidates.map(({ key }) => key.length));

  function closeNames(key: string): readonly CloseName[] {
    const bound = maxEdits(key.length);
    if (bound === 0 || key.length > longest + bound) return [];
    const trigrams = trigramsOf(key);
    const shared = new Uint16Array(candidates.length);
    for (const trigram of trigrams)
      for (const at of candidatesByTrigram.get(trigram) ?? []) shared[at] = (shared[at] ?? 0) + 1;
    const least = Math.max(1, trigrams.length - TRIGRAMS_PER_EDIT * bound);
    const candidatesInRange: CloseName[] = [];
    let best = bound;
    for (const [place, candidate] of candidates.entries()) {
      const common = shared[place] ?? 0;
      if (common < least) continue;
      const distance = editDistance(key, candidate.key, bound);
      if (distance === 0 || distance > bound) continue;
      best = Math.min(best, distance);
      candidatesInRange.push({
        ...candidate,
        distance,
        shared: common,
        sameStart: candidate.key[0] === key[0] ? 1 : 0,
      });
    }
    const near = candidatesInRange.filter(({ distance }) => distance <= best + 1);
    return near.sort(byCloseness);
  }

  return {
    closest: (key, count) => {
      const shown = new Map<number, string>();
      // One name per entry: `telnetd` adds nothing to `telnet`.
      for (const name of closeNames(key)) if (!shown.has(name.at)) shown.set(name.at, name.shown);
      return distinct(shown.values()).slice(0, count);
    },
    oneEditAway(key) {
      const [best] = key.length < MIN_SURE_LENGTH || NEVER_MISSPELLED.has(key) ? [] : closeNames(key);
      return best === undefined || best.distance > 1 ? null : best.shown;
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
function collectCandidates(entries: readonly ServiceEntry[]): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const [at, { names, port, prominence }] of entries.entries()) {
    if (port === null) continue;
    const [main] = names;
    for (const { key, text, rank } of names) {
      // `postgres` is short for `postgresql`, which is the one to suggest; `rdp` is better known than its service name.
      const isShort = rank === "synonym" && main !== undefined && main.key.startsWith(key);
      const known = candidates.get(key)?.prominence ?? -1;
      if (known > prominence || (known === prominence && !isShort)) continue;
      candidates.set(key, { at, key, shown: isShort ? main.text : text, prominence });
    }
  }
  return [...candidates.values()];
}

/** All trigrams, padded with two spaces on each side so that the first and last letters count too. */
function trigramsOf(key: string): readonly string[] {
  const padded = `  ${key}  `;
  const trigrams: string[] = [];
  for (let at = 0; at < padded.length - 2; at++) trigrams.push(padded.slice(at, at + 3));
  return trigrams;
}
