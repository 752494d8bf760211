import { pushTo } from "#core/collections.ts";
import { portRangeOf } from "#core/registry/port.ts";
import type { RegistryRecord, RegistrySnapshot } from "#core/registry/record.ts";
import { rememberByNumber } from "#core/remember.ts";
import { foldName } from "#core/search/text.ts";
import type { KnownUse, KnownUseKind } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";
import { isFamiliar, popularityOf } from "#core/software/popularity.ts";
import type { Steps } from "#core/steps.ts";

/**
 * How likely a name means an entry, best first. The names of the table of software come before IANA's: `sftp` is IANA's
 * Simple File Transfer Protocol, which nobody means. `product`: of another number of the product.
 */
export const NAME_RANKS = ["program", "synonym", "service", "product", "history"] as const;
export type NameRank = (typeof NAME_RANKS)[number];

export interface EntryName {
  /** As displayed. */
  readonly text: string;
  /** As compared: see {@link foldName}. */
  readonly key: string;
  readonly rank: NameRank;
}

/** One service or program on one number or span, on all its transports. */
export interface ServiceEntry {
  readonly names: readonly EntryName[];
  /** The descriptions or the purpose, for word search. */
  readonly text: string;
  /** The program's known use, or the service's records, one per transport. */
  readonly found: KnownUse | readonly RegistryRecord[];
  /** Null for a service without a port. */
  readonly port: number | null;
  /** 0–3; breaks ties between names that match equally well. */
  readonly prominence: number;
  /** Whether most people know the name. */
  readonly isFamiliar: boolean;
  /** Of its number: see `popularityOf`. */
  readonly popularity: number;
}

/**
 * All entries, in the order that breaks ties: the main number of a program or service before its others. The typed arrays
 * have an element for each entry.
 */
export interface ServiceEntries {
  readonly length: number;
  /** {@link WITHOUT_PORT} for a service without a port. */
  readonly ports: Int32Array;
  readonly prominence: Uint8Array;
  /** The programs are the first entries. */
  readonly programs: readonly KnownUse[];
  /** What an entry is about; undefined behind the last one. */
  found(at: number): ServiceEntry["found"] | undefined;
  /** Makes an entry anew. */
  entry(at: number): ServiceEntry | undefined;
}

export const WITHOUT_PORT = -1;

const REMEMBERED_SERVICES = 1024;

/** So many rows or entries are a step. */
const STEP = 200;

/** Calls `visit` with every entry, in order: an index takes what it needs, and nothing keeps them all. */
export function* collectEntries(
  registry: RegistrySnapshot,
  knownUses: readonly KnownUse[],
  visit: (entry: ServiceEntry, at: number) => void,
): Steps<ServiceEntries> {
  const popularity = popularityOf(knownUses);
  yield;
  const keyed = knownUses.map((use) => ({ use, key: mainNumberKey(use) }));
  yield;
  const programs = keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ use }) => use);
  yield;
  const uses = new Map<number, number>();
  for (const { span } of knownUses) uses.set(span.first, (uses.get(span.first) ?? 0) + 1);
  yield;
  const groups = yield* groupRows(registry);
  const portOf = ([row = 0]: readonly number[]) => portOfRow(registry, row);
  const usesOf = (group: readonly number[]) => uses.get(portOf(group) ?? -1) ?? 0;
  // `http-alt` has three numbers; people mean the one that programs actually use.
  groups.sort((a, b) => usesOf(b) - usesOf(a) || (portOf(a) ?? 0) - (portOf(b) ?? 0));
  yield;
  const rows = Uint32Array.from(groups.flat());
  const starts = new Uint32Array(groups.length + 1);
  for (const [at, group] of groups.entries()) starts[at + 1] = (starts[at] ?? 0) + group.length;
  const length = programs.length + groups.length;
  const recordsOf = (service: number): readonly RegistryRecord[] => {
    const records: RegistryRecord[] = [];
    for (let at = starts[service] ?? 0; at < (starts[service + 1] ?? 0); at++) {
      const record = registry.records.at(rows[at] ?? 0);
      if (record !== undefined) records.push(record);
    }
    return records;
  };
  // What is found by name is mostly found by its words too, and with the next letter once more.
  const foundRecords = rememberByNumber(REMEMBERED_SERVICES, recordsOf);
  const entry = (at: number) => {
    const use = programs[at];
    if (use !== undefined) return programEntry(use, popularity.get(use.span.first) ?? 0);
    return at < length ? serviceEntry(recordsOf(at - programs.length), uses) : undefined;
  };
  const ports = new Int32Array(length);
  const prominence = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    const made = entry(at);
    if (made === undefined) continue;
    ports[at] = made.port ?? WITHOUT_PORT;
    prominence[at] = made.prominence;
    visit(made, at);
    if (at % STEP === 0) yield;
  }
  return {
    length,
    ports,
    prominence,
    programs,
    found: (at) => programs[at] ?? (at < length ? foundRecords(at - programs.length) : undefined),
    entry,
  };
}

function portOfRow({ columns: { first, last } }: RegistrySnapshot, row: number): number | null {
  const port = first[row] ?? 0;
  return port <= (last[row] ?? 0) ? port : null;
}

/** Compared column by column, lowest first. */
function mainNumberKey({ kind, role, software, span }: KnownUse): readonly number[] {
  return [role === null ? 0 : 1, MAIN_KINDS.includes(kind) ? 0 : 1, software.length, span.first];
}

const MAIN_KINDS: readonly KnownUseKind[] = ["standard", "default"];

function compareKeys(a: readonly number[], b: readonly number[]): number {
  return a.reduce((order, value, at) => order || value - (b[at] ?? 0), 0);
}

function programEntry(use: KnownUse, popularity: number): ServiceEntry {
  const { span, product, software, names, purpose, kind } = use;
  const ranked = (text: string, rank: NameRank) => entryName(text, kind === "history" ? "history" : rank);
  return {
    names: [
      ranked(software, "program"),
      ...(software === product ? [] : [ranked(product, "product")]),
      ...names.map((text) => ranked(text, "synonym")),
    ],
    text: purpose,
    found: use,
    port: span.first,
    prominence: kind === "history" || isPool(use) ? 1 : 3,
    isFamiliar: isFamiliar(use),
    popularity,
  };
}

/** Groups the rows that assign by service and span. Historic aliases are left out if their current name has the span. */
function* groupRows({ records, columns }: RegistrySnapshot): Steps<number[][]> {
  const { first, last, transport } = columns;
  const groups: number[][] = [];
  const byName = new Map<string, number[][]>();
  const aliases: { readonly row: number; readonly name: string; readonly aliasOf: string }[] = [];
  const isSameSpan = (a: number, b: number) => first[a] === first[b] && last[a] === last[b];
  const groupOf = (row: number, name: string) => byName.get(name)?.find(([other = -1]) => isSameSpan(row, other));
  const put = (row: number, name: string) => {
    const group = groupOf(row, name);
    if (group === undefined) {
      const created = [row];
      groups.push(created);
      pushTo(byName, name, created);
    } else if (group.every((other) => transport[other] !== transport[row])) group.push(row);
  };
  let row = 0;
  for (const { category, serviceName, description, aliasOf } of records) {
    const name = serviceName ?? description;
    if (category === "assigned" && aliasOf === null) put(row, name);
    else if (category === "assigned" && aliasOf !== null) aliases.push({ row, name, aliasOf });
    row++;
    if (row % STEP === 0) yield;
  }
  for (const alias of aliases) if (groupOf(alias.row, alias.aliasOf) === undefined) put(alias.row, alias.name);
  return groups;
}

function serviceEntry(group: readonly RegistryRecord[], uses: ReadonlyMap<number, number>): ServiceEntry {
  const names: EntryName[] = [];
  const add = (text: string, rank: NameRank) => {
    if (names.every((known) => known.text !== text)) names.push(entryName(text, rank));
  };
  let words = "";
  for (const { serviceName, replaces, description } of group) {
    if (serviceName !== null) add(serviceName, "service");
    if (replaces !== null) add(replaces, "service");
    if (!words.includes(description)) words += ` ${description}`;
  }
  const port = group[0]?.span?.first ?? null;
  return {
    names,
    text: words,
    found: group,
    port,
    prominence: serviceProminence(group, port, uses),
    isFamiliar: false,
    popularity: 0,
  };
}

function serviceProminence(
  group: readonly RegistryRecord[],
  port: number | null,
  uses: ReadonlyMap<number, number>,
): number {
  if (port === null) return 0;
  if (portRangeOf(port).name === "system") return 2;
  const hasRfc = group.some(({ references }) => references.some((reference) => reference.startsWith("RFC")));
  return hasRfc || uses.has(port) ? 1 : 0;
}

function entryName(text: string, rank: NameRank): EntryName {
  return { text, key: foldName(text), rank };
}
