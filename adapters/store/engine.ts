import { withTimeout } from "#core/timeout.ts";

/**
 * A kind of database. Values are texts, compared as texts. Entries expire by the database's clock if it has one, so that
 * processes with different clocks agree. Every method rejects with the database's own error. `timeout` is the number of
 * milliseconds after which the caller gives up.
 */
export interface Engine {
  /** The texts in the order of the keys; undefined for keys that are absent or expired. */
  get(keys: readonly string[], timeout: number): Promise<readonly (string | undefined)[]>;
  /** The entries that do not expire and whose key has the prefix, sorted by key in code unit order. */
  list(prefix: string, timeout: number): Promise<readonly EncodedEntry[]>;
  commit(change: EncodedChange, timeout: number): Promise<EncodedConflict | null>;
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

/** The upper bound of the keys with the prefix: a tilde sorts after every character that a key can have. */
export function prefixEnd(prefix: string): string {
  return `${prefix}~`;
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
