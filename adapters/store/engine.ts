/** A change with its values as text; no key is put twice, nor both put and removed. */
export interface EncodedChange {
  /** In the order in which they are looked at; null for nothing. */
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

/** What Keyv 5 asks of a storage adapter that it is given as an option. */
export interface KeyvAdapter {
  get(key: string): Promise<unknown>;
  getMany?(keys: string[]): Promise<unknown[]>;
  set(key: string, text: string, lifetime?: number): Promise<unknown>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
}

/**
 * One kind of database. Values are texts here, and equal when they are the same text. Each engine lets entries expire
 * by one clock, the database's own, so that processes whose clocks differ agree. Every method rejects with the
 * database's own error.
 */
export interface Engine {
  /** What Keyv reads through. */
  readonly adapter: KeyvAdapter;
  /** Everything lasting whose key begins with the prefix, by key. `patience`: ms after which nobody waits any more. */
  list(prefix: string, patience: number): Promise<readonly EncodedEntry[]>;
  commit(change: EncodedChange, patience: number): Promise<EncodedConflict | null>;
  close(): Promise<void>;
  /** Why it is not connected, where a call's own error would only say that it is not. */
  trouble?(): unknown;
}

/** What comes after every key with the prefix and before all others: no key holds a tilde, and all it holds is less. */
export function endOf(prefix: string): string {
  return `${prefix}~`;
}

/** A Keyv adapter for an engine of our own. */
export function keyvAdapter(
  engine: Pick<Engine, "list" | "commit">,
  read: (keys: readonly string[]) => Promise<readonly (string | undefined)[]>,
  patience: number,
): KeyvAdapter {
  const change = (put: readonly EncodedEntry[], remove: readonly string[], expiresIn: number | null) =>
    engine.commit({ expect: [], put, remove, expiresIn }, patience);
  return {
    get: async (key) => (await read([key]))[0],
    getMany: async (keys) => [...(await read(keys))],
    set: (key, text, lifetime) => change([[key, text]], [], lifetime ?? null),
    async delete(key) {
      const existed = (await read([key]))[0] !== undefined;
      await change([], [key], null);
      return existed;
    },
    async clear() {
      const entries = await engine.list("", patience);
      await change(
        [],
        entries.map(([key]) => key),
        null,
      );
    },
  };
}
