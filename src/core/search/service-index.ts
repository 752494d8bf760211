import type { Transport } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { NameIndex } from "#core/search/name-index.ts";
import { createNameIndex, PART_TIERS } from "#core/search/name-index.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { collectEntries } from "#core/search/service-entry.ts";
import type { Spelling } from "#core/search/spelling.ts";
import { createSpelling } from "#core/search/spelling.ts";
import { cutTyped, foldName } from "#core/search/text.ts";
import type { WordIndex } from "#core/search/word-index.ts";
import { createWordIndex } from "#core/search/word-index.ts";
import type { KnownUse } from "#core/software/known-use.ts";

/** A number and transport under which a service is found. */
export interface ServiceMatch {
  /** Null for a service name that is registered without a port. */
  readonly port: number | null;
  /** The last number, where a span is meant; else the same as `port`. */
  readonly last: number | null;
  /** Null where the registry does not state it. */
  readonly transport: Transport | null;
  readonly source: "iana" | "known-use";
  /** IANA's service name; null for a known use. */
  readonly serviceName: string | null;
  /** The program; null for an IANA assignment. */
  readonly software: string | null;
  /** IANA's description, or the known use's fact. */
  readonly description: string;
  /** Whether it was found by its whole name, an alias or a synonym, and not by a part or a description. */
  readonly exact: boolean;
  /** The source of the known use; null for an IANA assignment. */
  readonly sourceUrl: string | null;
}

/** Finds services by name and by words, over all of IANA's records and the known uses. */
export interface ServiceIndex {
  /** Every number and transport of the services a name means, best first: exact names and aliases before parts. */
  find(name: string): readonly ServiceMatch[];
  /** Names close to one that finds nothing, for "did you mean", best first. */
  suggest(name: string): readonly string[];
  /** What fits the words of a text best, in names, descriptions and facts, best first. */
  search(text: string): readonly ServiceMatch[];
}

/** More than a card can show. */
const MAX_MATCHES = 25;
const MAX_SUGGESTIONS = 5;

/** Builds the index on its first use; any text is accepted, and its first 200 characters are used. */
export function createServiceIndex(registry: Registry, knownUses: readonly KnownUse[]): ServiceIndex {
  const entries = once(() => collectEntries(registry.records, knownUses));
  const names = once(() => createNameIndex(entries()));
  const words = once(() => createWordIndex(entries()));
  const spelling = once(() => createSpelling(entries()));
  return {
    find: (name) => findByName(cutTyped(name), entries(), names(), words()),
    suggest: (name) => suggestNames(cutTyped(name), spelling()),
    search: (text) => searchWords(cutTyped(text), entries(), names(), words()),
  };
}

function findByName(
  name: string,
  entries: readonly ServiceEntry[],
  names: NameIndex,
  words: WordIndex,
): readonly ServiceMatch[] {
  const key = foldName(name);
  if (key === "") return [];
  const equal = names.equal(key);
  const parts = names.partly(key, MAX_MATCHES);
  const byWord = words.rank(name, MAX_MATCHES).filter(({ hasAll }) => hasAll);
  const places = new Set<number>();
  const add = (hits: readonly { readonly at: number }[]) => {
    for (const { at } of hits) places.add(at);
  };
  add(equal);
  add(parts.filter(({ tier }) => tier === PART_TIERS.beginning));
  add(byWord.filter(({ allInNames }) => allInNames));
  add(parts);
  add(byWord);
  return collectMatches([...places], entries, new Set(equal.map(({ at }) => at)));
}

function searchWords(
  text: string,
  entries: readonly ServiceEntry[],
  names: NameIndex,
  words: WordIndex,
): readonly ServiceMatch[] {
  const places = new Set(words.rank(text, MAX_MATCHES).map(({ at }) => at));
  const equal = new Set(names.equal(foldName(text)).map(({ at }) => at));
  for (const at of equal) if (entries[at]?.port === null) places.add(at);
  return collectMatches([...places], entries, equal);
}

function suggestNames(name: string, spelling: Spelling): readonly string[] {
  return spelling.close(foldName(name), MAX_SUGGESTIONS);
}

/** The matches of entries in their order, those without a number last, however many others there are. */
function collectMatches(
  places: readonly number[],
  entries: readonly ServiceEntry[],
  equal: ReadonlySet<number>,
): readonly ServiceMatch[] {
  const found = places.flatMap((at) => (entries[at] === undefined ? [] : matchesOf(entries[at], equal.has(at))));
  const without = found.filter(({ port }) => port === null);
  const withPort = found.filter(({ port }) => port !== null);
  return [...withPort.slice(0, MAX_MATCHES - without.length), ...without].slice(0, MAX_MATCHES);
}

type Found = Omit<ServiceMatch, "exact">;

/** The matches of an entry, one a transport, in the order of its source. */
function matchesOf({ found }: ServiceEntry, exact: boolean): readonly ServiceMatch[] {
  const matches = "software" in found ? matchesOfUse(found) : found.map(matchOfRecord);
  return matches.map((match) => ({ ...match, exact }));
}

function matchesOfUse({ span, transports, software, fact, source }: KnownUse): readonly Found[] {
  return transports.map((transport) => ({
    port: span.first,
    last: span.last,
    transport,
    source: "known-use",
    serviceName: null,
    software,
    description: fact,
    sourceUrl: source,
  }));
}

function matchOfRecord({ span, transport, serviceName, description }: RegistryRecord): Found {
  return {
    port: span?.first ?? null,
    last: span?.last ?? null,
    transport,
    source: "iana",
    serviceName,
    software: null,
    description,
    sourceUrl: null,
  };
}

function once<Value>(create: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
