import { lazy } from "#core/lazy.ts";
import type { Transport } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { NameIndex } from "#core/search/name-index.ts";
import { nameIndexBuilder, PART_TIERS } from "#core/search/name-index.ts";
import { createRoleNames } from "#core/search/role-names.ts";
import type { ServiceEntries, ServiceEntry } from "#core/search/service-entry.ts";
import { collectEntries, WITHOUT_PORT } from "#core/search/service-entry.ts";
import { buildSpelling } from "#core/search/spelling.ts";
import { foldName, truncate } from "#core/search/text.ts";
import type { WordHit, WordIndex } from "#core/search/word-index.ts";
import { createWordIndex, wordsBuilder } from "#core/search/word-index.ts";
import type { KnownUse, KnownUseKind } from "#core/software/known-use.ts";
import type { SoftwareRows } from "#core/software/software.ts";
import type { Steps } from "#core/steps.ts";
import { stepAll, stepwise } from "#core/steps.ts";

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
  /** Does the next step of building the index. Returns whether it is ready. */
  step(): boolean;
}

const NO_PROGRAM: readonly KnownUseKind[] = ["standard", "history"];

/** More than a card can show. */
const MAX_MATCHES = 25;
const MAX_SUGGESTIONS = 5;
/** So many rows are a step. */
const STEP = 200;

/** Builds the index on first use, or in steps before. Accepts any text and uses its first 200 characters. */
export function createServiceIndex(registry: Registry, software: SoftwareRows): ServiceIndex {
  const tables = stepwise(() => buildTables(registry, software));
  const spelling = stepwise(() => buildSpelling(tables.get().entries));
  const roles = lazy(() => createRoleNames(tables.get().entries.programs, tables.get().names));
  /** The entries with exactly this name, or that are this part of a product. */
  const namedBy = (name: string): readonly number[] => {
    const equal = tables.get().names.equal(foldName(name));
    return equal.length > 0 ? equal.map(({ at }) => at) : roles().find(name);
  };
  const foundBy = (name: string) => namedBy(truncate(name)).map((at) => tables.get().entries.found(at));
  return {
    find: (name) => findByName(truncate(name), namedBy(truncate(name)), tables.get()),
    sourceOf: (name) => {
      const found = foundBy(name);
      const isKnownUse = found.some((each) => each !== undefined && "software" in each);
      return isKnownUse ? "known-use" : found.length > 0 ? "iana" : null;
    },
    isProgram: (name) =>
      foundBy(name).some((use) => use !== undefined && "software" in use && !NO_PROGRAM.includes(use.kind)),
    suggest: (name) => spelling.get().closest(foldName(truncate(name)), MAX_SUGGESTIONS),
    correct: (name) => spelling.get().oneEditAway(foldName(truncate(name))),
    search: (text) => searchWords(truncate(text), tables.get()),
    step: () => stepAll([tables, spelling]),
  };
}

interface Tables {
  readonly entries: ServiceEntries;
  readonly names: NameIndex;
  /** The best entries for the words of a text. Whoever looks for a name mostly asks for its words next. */
  rank(text: string): readonly WordHit[];
}

function* buildTables(registry: Registry, software: SoftwareRows): Steps<Tables> {
  // Parses the table step by step; all() finds every row parsed.
  for (const row of software.spans.keys()) {
    software.at(row);
    if (row % STEP === 0) yield;
  }
  const namesOf = nameIndexBuilder();
  const wordsOf = wordsBuilder();
  const entries = yield* collectEntries(registry, software.all(), (entry, at) => {
    namesOf.add(entry, at);
    wordsOf.add(entry, at);
  });
  const names = yield* namesOf.build();
  return createTables(entries, names, createWordIndex(entries, names, yield* wordsOf.build()));
}

/** A function of its own, because what it returns would otherwise keep all that the index was built from. */
function createTables(entries: ServiceEntries, names: NameIndex, words: WordIndex): Tables {
  let last: { readonly text: string; readonly hits: readonly WordHit[] } | null = null;
  return {
    entries,
    names,
    rank(text) {
      if (last?.text !== text) last = { text, hits: words.rank(text, MAX_MATCHES) };
      return last.hits;
    },
  };
}

function findByName(name: string, equal: readonly number[], { entries, names, rank }: Tables): readonly ServiceMatch[] {
  const key = foldName(name);
  if (key === "") return [];
  const parts = names.partial(key, MAX_MATCHES);
  const byWord = rank(name).filter(({ hasAll }) => hasAll);
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

function searchWords(text: string, { entries, names, rank }: Tables): readonly ServiceMatch[] {
  const entryIndexes = new Set(rank(text).map(({ at }) => at));
  const equal = new Set(names.equal(foldName(text)).map(({ at }) => at));
  for (const at of equal) if (entries.ports[at] === WITHOUT_PORT) entryIndexes.add(at);
  return collectMatches([...entryIndexes], entries, equal);
}

/** The matches of entries, in order. Those without a number come last, but are never crowded out. */
function collectMatches(
  entryIndexes: readonly number[],
  entries: ServiceEntries,
  equal: ReadonlySet<number>,
): readonly ServiceMatch[] {
  const matches = (indexes: readonly number[], count: number): readonly ServiceMatch[] => {
    const found: ServiceMatch[] = [];
    for (const at of indexes) {
      if (found.length >= count) break;
      found.push(...matchesOf(entries.found(at), equal.has(at)));
    }
    return found.slice(0, count);
  };
  const hasPort = (at: number) => entries.ports[at] !== WITHOUT_PORT;
  const without = matches(
    entryIndexes.filter((at) => !hasPort(at)),
    MAX_MATCHES,
  );
  return [...matches(entryIndexes.filter(hasPort), MAX_MATCHES - without.length), ...without];
}

type MatchFields = Omit<ServiceMatch, "exact">;

/** The matches of an entry, one per transport. */
function matchesOf(found: ServiceEntry["found"] = [], exact: boolean): readonly ServiceMatch[] {
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
