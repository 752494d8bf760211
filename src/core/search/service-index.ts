import type { Transport } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { NameIndex } from "#core/search/name-index.ts";
import { createNameIndex, PART_TIERS } from "#core/search/name-index.ts";
import { createRoleNames } from "#core/search/role-names.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import { collectEntries } from "#core/search/service-entry.ts";
import type { Spelling } from "#core/search/spelling.ts";
import { createSpelling } from "#core/search/spelling.ts";
import { foldName, truncate } from "#core/search/text.ts";
import type { WordIndex } from "#core/search/word-index.ts";
import { createWordIndex } from "#core/search/word-index.ts";
import type { KnownUse, KnownUseKind } from "#core/software/known-use.ts";

/** A number and transport of a service that was found. */
export interface ServiceMatch {
  /** Null for a service name without a port. */
  readonly port: number | null;
  /** The last number of a span; else the same as `port`. */
  readonly last: number | null;
  /** Null if the registry doesn't state it. */
  readonly transport: Transport | null;
  readonly source: "iana" | "known-use";
  /** IANA's service name; null for a known use. */
  readonly serviceName: string | null;
  /** The program; null for an IANA assignment. */
  readonly software: string | null;
  /** IANA's description, or the known use's purpose. */
  readonly description: string;
  /** Whether the whole name, an alias or a synonym matched, and not just a part or the description. */
  readonly exact: boolean;
  /** The source of the known use; null for an IANA assignment. */
  readonly sourceUrl: string | null;
}

/** Finds services by name and by words, in IANA's records and the known uses. */
export interface ServiceIndex {
  /**
   * All numbers and transports of the services with a name, best first: exact names and aliases before partial matches.
   */
  find(name: string): readonly ServiceMatch[];
  /** Where exactly this name, alias or synonym comes from, known uses first; null if nothing has it. */
  sourceOf(name: string): ServiceMatch["source"] | null;
  /** Whether software has this name, and not a protocol. */
  isProgram(name: string): boolean;
  /** Names similar to one that finds nothing, for "did you mean", best first. */
  suggest(name: string): readonly string[];
  /** The name at one edit from one that finds nothing; null if there is none. */
  correct(name: string): string | null;
  /** The best matches for the words of a text, in names, descriptions and facts. */
  search(text: string): readonly ServiceMatch[];
}

const NO_PROGRAM: readonly KnownUseKind[] = ["standard", "history"];

/** More than a card can show. */
const MAX_MATCHES = 25;
const MAX_SUGGESTIONS = 5;

/** Builds the index on first use. Accepts any text and uses its first 200 characters. */
export function createServiceIndex(registry: Registry, knownUses: readonly KnownUse[]): ServiceIndex {
  const entries = lazy(() => collectEntries([...registry.records], knownUses));
  const names = lazy(() => createNameIndex(entries()));
  const words = lazy(() => createWordIndex(entries()));
  const spelling = lazy(() => createSpelling(entries()));
  const roles = lazy(() => createRoleNames(entries(), names()));
  /** The entries with exactly this name, or that are this part of a product. */
  const namedBy = (name: string): readonly number[] => {
    const equal = names().equal(foldName(name));
    return equal.length > 0 ? equal.map(({ at }) => at) : roles().find(name);
  };
  return {
    find: (name) => findByName(truncate(name), namedBy(truncate(name)), entries(), names(), words()),
    sourceOf: (name) => {
      const found = namedBy(truncate(name)).map((at) => entries()[at]?.found);
      const isKnownUse = found.some((each) => each !== undefined && "software" in each);
      return isKnownUse ? "known-use" : found.length > 0 ? "iana" : null;
    },
    isProgram: (name) => {
      const found = namedBy(truncate(name)).map((at) => entries()[at]?.found);
      return found.some((use) => use !== undefined && "software" in use && !NO_PROGRAM.includes(use.kind));
    },
    suggest: (name) => suggestNames(truncate(name), spelling()),
    correct: (name) => spelling().oneEditAway(foldName(truncate(name))),
    search: (text) => searchWords(truncate(text), entries(), names(), words()),
  };
}

function findByName(
  name: string,
  equal: readonly number[],
  entries: readonly ServiceEntry[],
  names: NameIndex,
  words: WordIndex,
): readonly ServiceMatch[] {
  const key = foldName(name);
  if (key === "") return [];
  const parts = names.partial(key, MAX_MATCHES);
  const byWord = words.rank(name, MAX_MATCHES).filter(({ hasAll }) => hasAll);
  const entryIndexes = new Set<number>();
  const add = (hits: readonly { readonly at: number }[]) => {
    for (const { at } of hits) entryIndexes.add(at);
  };
  for (const at of equal) entryIndexes.add(at);
  add(parts.filter(({ tier }) => tier === PART_TIERS.beginning));
  add(byWord.filter(({ allInNames }) => allInNames));
  add(parts);
  add(byWord);
  return collectMatches([...entryIndexes], entries, new Set(equal));
}

function searchWords(
  text: string,
  entries: readonly ServiceEntry[],
  names: NameIndex,
  words: WordIndex,
): readonly ServiceMatch[] {
  const entryIndexes = new Set(words.rank(text, MAX_MATCHES).map(({ at }) => at));
  const equal = new Set(names.equal(foldName(text)).map(({ at }) => at));
  for (const at of equal) if (entries[at]?.port === null) entryIndexes.add(at);
  return collectMatches([...entryIndexes], entries, equal);
}

function suggestNames(name: string, spelling: Spelling): readonly string[] {
  return spelling.closest(foldName(name), MAX_SUGGESTIONS);
}

/** The matches of entries, in order. Those without a number come last, but are never crowded out. */
function collectMatches(
  entryIndexes: readonly number[],
  entries: readonly ServiceEntry[],
  equal: ReadonlySet<number>,
): readonly ServiceMatch[] {
  const found = entryIndexes.flatMap((at) => (entries[at] === undefined ? [] : matchesOf(entries[at], equal.has(at))));
  const without = found.filter(({ port }) => port === null);
  const withPort = found.filter(({ port }) => port !== null);
  return [...withPort.slice(0, MAX_MATCHES - without.length), ...without].slice(0, MAX_MATCHES);
}

type MatchFields = Omit<ServiceMatch, "exact">;

/** The matches of an entry, one per transport. */
function matchesOf({ found }: ServiceEntry, exact: boolean): readonly ServiceMatch[] {
  const matches = "software" in found ? matchesOfUse(found) : found.map(matchOfRecord);
  return matches.map((match) => ({ ...match, exact }));
}

function matchesOfUse({ span, transports, software, purpose, source }: KnownUse): readonly MatchFields[] {
  return transports.map((transport) => ({
    port: span.first,
    last: span.last,
    transport,
    source: "known-use",
    serviceName: null,
    software,
    description: purpose,
    sourceUrl: source,
  }));
}

function matchOfRecord({ span, transport, serviceName, description }: RegistryRecord): MatchFields {
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

function lazy<Value>(create: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
