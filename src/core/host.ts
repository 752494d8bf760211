import type { StoreState } from "#core/store-state.ts";

/** The operator's log. `fields` never contain secrets or what people wrote. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** A stored value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function isJsonObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The current time and new ids. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A new unique id of letters, digits and hyphens. */
  newId(): string;
}

/** Lets the event loop go on, as the web's and Node's own `scheduler` does. */
export interface Scheduler {
  yield(): Promise<unknown>;
}

/** A bounded cache that evicts the least recently used values. */
export interface Cache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
  delete(key: Key): unknown;
}

/** Caches nothing. */
export const NO_CACHE: Cache<unknown, never> = { get: () => undefined, set: () => {}, delete: () => {} };

/** A key has up to 200 characters of `A-Z a-z 0-9 . _ : - /`, its parts separated by slashes. */
export type Entry = readonly [key: string, value: Json];

/**
 * A durable key-value store. What it has acknowledged survives the process, and any number of processes may use it at
 * once. Every method rejects with {@link StoreUnavailable} on a timeout, and works again as soon as the database does.
 */
export interface Store {
  /** The values in the order of the keys; undefined for keys that are missing or expired. */
  get(keys: readonly string[]): Promise<readonly (Json | undefined)[]>;
  /**
   * The entries without an expiry under a prefix, by key in code unit order: all of them as they are at one instant, or a
   * page. `prefix` ends in a slash, or is empty for everything. The event loop goes on between two pages.
   */
  list(prefix: string, page?: Page): Promise<readonly Entry[]>;
  /**
   * Atomic compare-and-set: if all expectations hold, applies the change and returns null; otherwise changes nothing
   * and returns the first key, in the given order, that was different, with its value.
   */
  commit(change: Change): Promise<Conflict | null>;
  /**
   * For a store that can say at once, and for less than a read costs, whether anything has changed: as long as this number is
   * the same, so are all entries that do not expire, whichever process may change them. Null if it can't say now. A key has
   * either entries that expire or entries that don't.
   */
  version?(): number | null;
  /** Closes the connection. The store can't be used afterwards. */
  close(): Promise<void>;
}

/** A part of a list. */
export interface Page {
  /** Only entries that come after this key, in the order of the list. It need not exist. */
  readonly after?: string | undefined;
  /** How many entries at most, above 0; all if it is missing. */
  readonly limit?: number;
  /** Whether the list is in descending order. */
  readonly reverse?: boolean;
}

/** A store that knows whether it can be used. */
export interface MonitoredStore extends Store {
  state(): StoreState;
}

export interface Change {
  /** The value a key must have: equal JSON, or undefined if it must be missing. */
  readonly expect?: readonly (readonly [key: string, value: Json | undefined])[];
  readonly put?: readonly Entry[];
  /** Milliseconds until the values expire; without it they never do. */
  readonly expiresIn?: number;
  readonly remove?: readonly string[];
}

export interface Conflict {
  readonly key: string;
  readonly value: Json | undefined;
}

/** The store failed or timed out. A change may or may not have been applied. */
export class StoreUnavailable extends Error {
  readonly code = "store-unavailable";

  constructor(options?: ErrorOptions) {
    super("The store does not answer.", options);
    this.name = "StoreUnavailable";
  }
}

/** Invalid configuration. The message names the setting and says what to do. */
export class ConfigurationError extends Error {
  readonly code = "configuration";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigurationError";
  }
}
