import { distinct } from "#core/collections.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { WatchSubject } from "#core/query/query.ts";
import { isSameSpan, numbersIn, spanSize } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { RegistryChange, RowFacts } from "#core/registry/registry-change.ts";
import {
  compareRows,
  listFromJson,
  rowFromJson,
  rowsToCompare,
  rowToJson,
  spanFromJson,
} from "#core/registry/registry-change.ts";

/** How many things a channel can watch. */
export const MAX_WATCHES = 50;
/** How many numbers they can cover together: what is remembered of them is compared after every update. */
export const MAX_WATCHED_PORTS = 1000;
/** Channels of a team that watch something. */
export const MAX_CHANNELS = 100;

/** What a channel watches, as stored. */
export interface ChannelWatches {
  /** In the order in which they were added. */
  readonly watches: readonly Watch[];
  /** The day of the last message about changes, `YYYY-MM-DD` in UTC; null if there was none. */
  readonly toldOn: string | null;
}

/**
 * A watch remembers what the registry says, and so needs nothing else to find what has changed since: no matter how
 * many updates there were, which process saw them, and whether it was restarted.
 */
export interface Watch {
  readonly subject: WatchSubject;
  /** The date of the registry that `rows` are from, `YYYY-MM-DD`. */
  readonly registry: string;
  readonly rows: readonly RowFacts[];
}

const NO_WATCHES: ChannelWatches = { watches: [], toldOn: null };

/** A registry's rows by what can be watched. */
export interface WatchableRows {
  /** The registry's date, `YYYY-MM-DD`. */
  readonly registry: string;
  about(subject: WatchSubject): readonly RowFacts[];
}

/** Finds the rows of what can be watched by the registry's own indexes. */
export function createWatchableRows(registry: Registry): WatchableRows {
  return {
    registry: registry.source.updated,
    about(subject) {
      if (subject.kind === "name") return rowsToCompare(registry.recordsNamed(subject.name));
      return rowsToCompare(distinct(numbersIn(subject.span).flatMap(registry.recordsAt)));
    },
  };
}

export function createWatch(subject: WatchSubject, now: WatchableRows): Watch {
  return { subject, registry: now.registry, rows: now.about(subject) };
}

/** A watch whose subject has changed, and how. */
export interface WatchedChange {
  readonly subject: WatchSubject;
  readonly changes: readonly RegistryChange[];
}

/** What has changed since the watches were told, where a registry is newer than theirs. */
export function changesSince({ watches }: ChannelWatches, now: WatchableRows): WatchedChange[] {
  return watches
    .filter(({ registry }) => registry < now.registry)
    .map(({ subject, rows }) => ({ subject, changes: compareRows(rows, now.about(subject)) }))
    .filter(({ changes }) => changes.length > 0);
}

/** The watches once their channel was told of everything up to a registry, which may be older than theirs. */
export function afterTelling({ watches, toldOn }: ChannelWatches, now: WatchableRows): ChannelWatches {
  const isOlder = ({ registry }: Watch) => registry < now.registry;
  return { watches: watches.map((watch) => (isOlder(watch) ? createWatch(watch.subject, now) : watch)), toldOn };
}

/** Whether a channel can watch all of this. */
export function isWithinLimits(watches: readonly Watch[]): boolean {
  const ports = watches.reduce((sum, { subject }) => sum + (subject.kind === "name" ? 0 : spanSize(subject.span)), 0);
  return watches.length <= MAX_WATCHES && ports <= MAX_WATCHED_PORTS;
}

export function isSameSubject(a: WatchSubject, b: WatchSubject): boolean {
  if (a.kind === "numbers") return b.kind === "numbers" && isSameSpan(a.span, b.span);
  return b.kind === "name" && a.name === b.name;
}

export function watchesToJson({ watches, toldOn }: ChannelWatches): Json {
  return { toldOn, watches: watches.map(watchToJson) };
}

function watchToJson({ subject, registry, rows }: Watch): Json {
  const about = subject.kind === "name" ? { name: subject.name } : { span: { ...subject.span } };
  return { ...about, registry, rows: rows.map(rowToJson) };
}

/** Nothing watched, for what is missing or can't be read; a single watch that can't be read is left out. */
export function watchesFromJson(json: Json | undefined): ChannelWatches {
  if (!isJsonObject(json) || !Array.isArray(json.watches)) return NO_WATCHES;
  const { toldOn } = json;
  const watches: readonly Json[] = json.watches;
  return {
    watches: watches.map(watchFromJson).filter((watch) => watch !== null),
    toldOn: typeof toldOn === "string" ? toldOn : null,
  };
}

function watchFromJson(json: Json): Watch | null {
  if (!isJsonObject(json) || typeof json.registry !== "string") return null;
  const span = spanFromJson(json.span);
  const rows = listFromJson(json.rows, rowFromJson);
  if (rows === null) return null;
  const { registry, name } = json;
  if (span !== null) return { subject: { kind: "numbers", span }, registry, rows };
  return typeof name === "string" ? { subject: { kind: "name", name }, registry, rows } : null;
}
