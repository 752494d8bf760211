import { pushTo } from "#core/collections.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { portRangeOf } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import { SYNONYMS } from "#core/search/synonyms.ts";
import { foldName, wordsOf } from "#core/search/text.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";

/** How likely a name means an entry, best first: `kubernetes` doesn't mean its overlay network. */
export const NAME_RANKS = ["synonym", "program", "usual", "service", "further", "history"] as const;
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
  /** The descriptions or the fact, for word search. */
  readonly text: string;
  /** The program's known use, or the service's records, one per transport. */
  readonly found: KnownUse | readonly RegistryRecord[];
  /** Null for a service without a port. */
  readonly port: number | null;
  /** 0–3; breaks ties between names that match equally well. */
  readonly prominence: number;
}

/** Builds all entries, in the order that breaks ties: the main number of a program or service before its others. */
export function collectEntries(
  records: readonly RegistryRecord[],
  knownUses: readonly KnownUse[],
): readonly ServiceEntry[] {
  const programs = knownUses
    .map((use) => ({ use, key: mainNumberKey(use) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ use }) => programEntry(use));
  const uses = new Map<number, number>();
  for (const { span } of knownUses) uses.set(span.first, (uses.get(span.first) ?? 0) + 1);
  const usesOf = ({ port }: ServiceEntry) => (port === null ? 0 : (uses.get(port) ?? 0));
  const services = groupRecords(records).map((group) => serviceEntry(group, uses));
  // `http-alt` has three numbers; people mean the one that programs actually use.
  services.sort((a, b) => usesOf(b) - usesOf(a) || (a.port ?? 0) - (b.port ?? 0));
  return [...programs, ...services];
}

/** Words in software names that mark the number clients connect to, unlike internal ones. */
const CLIENT_FACING = new Set(["api", "http", "web", "ui"]);

/** Compared column by column, lowest first. */
function mainNumberKey({ kind, software, names, span }: KnownUse): readonly number[] {
  const words = wordsOf(software);
  const isClientFacing = words.some((word) => CLIENT_FACING.has(word));
  return [isClientFacing ? 0 : 1, kind === "default" ? 0 : 1, words.length, names.length, span.first];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  return a.reduce((order, value, at) => order || value - (b[at] ?? 0), 0);
}

function programEntry(use: KnownUse): ServiceEntry {
  const { span, software, fact, kind } = use;
  const ranked = (text: string, rank: NameRank) => entryName(text, kind === "history" ? "history" : rank);
  return {
    names: [...use.names.map((text, at) => ranked(text, at === 0 ? "usual" : "further")), ranked(software, "program")],
    text: fact,
    found: use,
    port: span.first,
    prominence: kind === "history" || isPool(use) ? 1 : 3,
  };
}

/** Groups assigned records by service and span. Historic aliases are left out if their current name has the span. */
function groupRecords(records: readonly RegistryRecord[]): readonly (readonly RegistryRecord[])[] {
  const groups: RegistryRecord[][] = [];
  const byName = new Map<string, RegistryRecord[][]>();
  const aliases: RegistryRecord[] = [];
  const groupOf = (record: RegistryRecord, name: string) =>
    byName.get(name)?.find((group) => sameSpan(group[0]?.span, record.span));
  const put = (record: RegistryRecord) => {
    const name = record.serviceName ?? record.description;
    const group = groupOf(record, name);
    if (group === undefined) {
      const created = [record];
      groups.push(created);
      pushTo(byName, name, created);
    } else if (group.every(({ transport }) => transport !== record.transport)) group.push(record);
  };
  for (const record of records) {
    if (record.category !== "assigned") continue;
    if (record.aliasOf === null) put(record);
    else aliases.push(record);
  }
  for (const alias of aliases) if (groupOf(alias, alias.aliasOf ?? "") === undefined) put(alias);
  return groups;
}

function sameSpan(a: PortSpan | null | undefined, b: PortSpan | null): boolean {
  return a?.first === b?.first && a?.last === b?.last;
}

const SYNONYMS_OF: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(SYNONYMS));

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
  const synonyms = port === null ? [] : (SYNONYMS_OF.get(group[0]?.serviceName ?? "") ?? []);
  for (const text of synonyms) add(text, "synonym");
  return { names, text: words, found: group, port, prominence: serviceProminence(group, port, synonyms, uses) };
}

function serviceProminence(
  group: readonly RegistryRecord[],
  port: number | null,
  synonyms: readonly string[],
  uses: ReadonlyMap<number, number>,
): number {
  if (port === null) return 0;
  if (synonyms.length > 0) return 3;
  if (portRangeOf(port).name === "system") return 2;
  const hasRfc = group.some(({ references }) => references.some((reference) => reference.startsWith("RFC")));
  return hasRfc || uses.has(port) ? 1 : 0;
}

function entryName(text: string, rank: NameRank): EntryName {
  return { text, key: foldName(text), rank };
}
