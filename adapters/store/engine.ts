import type { Page } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";

/**
 * A kind of database. Values are texts, compared as texts. Entries expire by the database's clock if it has one, so that
 * processes with different clocks agree. Every method rejects with the database's own error. `timeout` is the number of
 * milliseconds after which the caller gives up.
 */
export interface Engine {
  /** The texts in the order of the keys; undefined for keys that are absent or expired. */
  get(keys: readonly string[], timeout: number): Promise<readonly (string | undefined)[]>;
  /** The entries in the range that do not expire, sorted by key in code unit order. The event loop goes on before it. */
  list(range: KeyRange, timeout: number): Promise<readonly EncodedEntry[]>;
  commit(change: EncodedChange, timeout: number): Promise<EncodedConflict | null>;
  /** As in `Store`. */
  version?(): number | null;
  close(): Promise<void>;
  /** Why it is disconnected, for engines whose calls only say that they are disconnected. */
  connectionError?(): unknown;
}

/** A change with its values as texts. No key is put twice, or both put and removed. */
export interface EncodedChange {
  /** Compared in this order; null means absent. */
  readonly expect: readonly (readonly [key: string, text: string | null])[];
  readonly put: readonly EncodedEntry[];
  readonly remove: readonly string[];
  /** Whole milliseconds; null for entries that do not expire. */
  readonly expiresIn: number | null;
}

export type EncodedEntry = readonly [key: string, text: string];

export interface EncodedConflict {
  readonly key: string;
  readonly text: string | null;
}

/** The prefix of all keys in a shared database; the SQL engines use a table of this name. */
export const NAMESPACE = "portcall";

export interface KeyRange {
  /** Included; empty for the first key of all. */
  readonly from: string;
  /** Not included. */
  readonly to: string;
  /** Above 0; null for all. */
  readonly limit: number | null;
  /** Whether the last key comes first. */
  readonly reverse: boolean;
}

/**
 * The keys of a page. A space sorts before every character that a key can have, and a tilde after: nothing lies between
 * a key and the same key with a space.
 */
export function rangeOf(prefix: string, { after, limit, reverse = false }: Page): KeyRange {
  const [from, to] = [prefix, `${prefix}~`];
  const rest = { limit: limit ?? null, reverse };
  if (after === undefined) return { from, to, ...rest };
  return reverse
    ? { from, to: after < to ? after : to, ...rest }
    : { from: after > from ? `${after} ` : from, to, ...rest };
}

/** Sorts a database's rows by the order of the keys. */
export function textsByKey(
  keys: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly (string | undefined)[] {
  const found = new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  return keys.map((key) => found.get(key));
}

/** The result of a call; rejects if it takes longer than so many milliseconds. The call itself goes on. */
export function rejectAfter<Result>(work: Promise<Result>, time: number): Promise<Result> {
  const onTimeout = () => {
    throw new CallTimeout(`Timeout: no answer within ${time} ms.`);
  };
  return withTimeout(work, time, onTimeout, globalThis);
}

/** The database did not answer in time. */
export class CallTimeout extends Error {
  override readonly name = "CallTimeout";
  /** As Node's own. */
  readonly code = "ETIMEDOUT";
}
