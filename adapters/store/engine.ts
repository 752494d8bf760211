/**
 * One kind of database. Values are texts here, and equal when they are the same text. Each engine lets entries expire
 * by one clock, the database's own where there is one, so that processes whose clocks differ agree. Every method rejects
 * with the database's own error. `timeout`: milliseconds after which the caller has given up.
 */
export interface Engine {
  /** The texts under the keys, in the order of the keys; undefined where there is none, or it has expired. */
  get(keys: readonly string[], timeout: number): Promise<readonly (string | undefined)[]>;
  /** Everything lasting whose key begins with the prefix, by key in code unit order. */
  list(prefix: string, timeout: number): Promise<readonly EncodedEntry[]>;
  commit(change: EncodedChange, timeout: number): Promise<EncodedConflict | null>;
  close(): Promise<void>;
  /** Why it is not connected, where a call's own error would only say that it is not. */
  connectionError?(): unknown;
}

/** A change with its values as text; no key is put twice, nor both put and removed. */
export interface EncodedChange {
  /** In the order in which they are compared; null for absence. */
  readonly expect: readonly (readonly [key: string, text: string | null])[];
  readonly put: readonly EncodedEntry[];
  readonly remove: readonly string[];
  /** Whole milliseconds; null for ever. */
  readonly expiresIn: number | null;
}

export type EncodedEntry = readonly [key: string, text: string];

export interface EncodedConflict {
  readonly key: string;
  readonly text: string | null;
}

/** The prefix of all keys where a database is shared with others; the SQL engines have a table of that name. */
export const NAMESPACE = "portcall";

/** Sorts after every key with the prefix and before all others: no key holds a tilde, and all it may hold sorts lower. */
export function prefixEnd(prefix: string): string {
  return `${prefix}~`;
}

/** The texts of rows that a database gave in any order, in the order of the keys. */
export function textsByKey(
  keys: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly (string | undefined)[] {
  const found = new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  return keys.map((key) => found.get(key));
}
