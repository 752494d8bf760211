import { pushTo } from "#core/collections.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { portRangeOf } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import { foldName } from "#core/search/text.ts";
import type { KnownUse, KnownUseKind } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";
import { isFamiliar, popularityOf } from "#core/software/popularity.ts";

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

/** Builds all entries, in the order that breaks ties: the main number of a program or service before its others. */
export function collectEntries(
  records: readonly RegistryRecord[],
  knownUses: readonly KnownUse[],
): readonly ServiceEntry[] {
  const popularity = popularityOf(knownUses);
  const programs = knownUses
    .map((use) => ({ use, key: mainNumberKey(use) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ use }) => programEntry(use, popularity.get(use.span.first) ?? 0));
  const uses = new Map<number, number>();
  for (const { span } of knownUses) uses.set(span.first, (uses.get(span.first) ?? 0) + 1);
  const usesOf = ({ port }: ServiceEntry) => (port === null ? 0 : (uses.get(port) ?? 0));
  const services = groupRecords(records).map((group) => serviceEntry(group, uses));
  // `http-alt` has three numbers; people mean the one that programs actually use.
  services.sort((a, b) => usesOf(b) - usesOf(a) || (a.port ?? 0) - (b.port ?? 0));
  return [...programs, ...services];
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
