/** Writes to the operator. `fields` never hold secrets or what people wrote. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** What a store keeps under a key. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function isJsonObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** What the core cannot know by itself. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A new id of letters, digits and hyphens, of which there will never be another. */
  newId(): string;
}

/** Remembers the values used last, and forgets others to make room. */
export interface Cache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
  delete(key: Key): unknown;
}

/** Remembers nothing. */
export const NO_CACHE: Cache<unknown, never> = { get: () => undefined, set: () => {}, delete: () => {} };

/** A key is up to 200 characters of `A-Z a-z 0-9 . _ : - /`, its parts separated by slashes. */
export type Entry = readonly [key: string, value: Json];

/**
 * Keeps facts, one under each key, for as long as Portcall is installed. What it has acknowledged survives the end of
 * the process. Any number of processes may use the same store at once. Every method rejects with
 * {@link StoreUnavailable} when the store does not answer in time, and works again as soon as the store does.
 */
export interface Store {
  /** The values under the keys, in the order of the keys; undefined where there is none, or it has expired. */
  get(keys: readonly string[]): Promise<readonly (Json | undefined)[]>;
  /**
   * Everything lasting under keys that begin with the prefix, by key in code unit order. Entries that expire are not
   * listed. `prefix` ends in a slash, or is empty for everything.
   */
  list(prefix: string): Promise<readonly Entry[]>;
  /**
   * Makes a change whole or not at all, and at one instant for everybody: where everything expected is so, it is made
   * and the answer is null; else nothing is changed, and the answer is the first expected key that was otherwise, in
   * the order given, with what stands there.
   */
  commit(change: Change): Promise<Conflict | null>;
  /** Ends the connection; nothing may be asked of it afterwards. */
  close(): Promise<void>;
}

export interface Change {
  /** What has to stand under a key for the change to be made: equal JSON, or undefined for nothing. */
  readonly expect?: readonly (readonly [key: string, value: Json | undefined])[];
  readonly put?: readonly Entry[];
  /** How long what is put stays, in milliseconds; without it, for ever. */
  readonly expiresIn?: number;
  readonly remove?: readonly string[];
}

export interface Conflict {
  readonly key: string;
  readonly value: Json | undefined;
}

/** The store did not answer, or not in time. Whether the change that was asked for is made is not known. */
export class StoreUnavailable extends Error {
  readonly code = "store-unavailable";

  constructor(options?: ErrorOptions) {
    super("The store does not answer.", options);
    this.name = "StoreUnavailable";
  }
}

/** Something the operator has set wrongly; the message names the setting and says what to do. */
export class ConfigurationError extends Error {
  readonly code = "configuration";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigurationError";
  }
}
