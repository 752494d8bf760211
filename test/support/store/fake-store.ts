import { setImmediate as later } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Change, Conflict, Json, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";

/** Faults that the contract tests have to detect. */
export type Fault =
  | "checks first and writes later, not atomically"
  | "writes key by key"
  | "writes despite a failed expectation"
  | "does not return the conflicting value"
  | "returns the last conflict"
  | "lists entries that expire"
  | "lists in insertion order"
  | "ignores the page"
  | "lists pages in ascending order only"
  | "begins a page with the key it comes after"
  | "lists keys that only share a string prefix"
  | "compares the order of object keys"
  | "ignores expiry"
  | "treats expired entries as present"
  | "drops NUL characters"
  | "does not remove"
  | "loses entries when reopened";

interface StoredValue {
  readonly value: Json;
  readonly expires: number | undefined;
}

/** An in-memory store with an optional fault, and how to reopen it. */
export function fakeStore(fault?: Fault): { readonly store: Store; reopen(): Promise<Store> } {
  const entries = new Map<string, StoredValue>();
  return {
    store: openFake(entries, fault),
    reopen: async () => openFake(fault === "loses entries when reopened" ? new Map() : entries, fault),
  };
}

function openFake(entries: Map<string, StoredValue>, fault: Fault | undefined): Store {
  let closed = false;
  const isUnexpired = ({ expires }: StoredValue) => expires === undefined || expires > Date.now();

  function currentValue(key: string): Json | undefined {
    const found = entries.get(key);
    return found !== undefined && isUnexpired(found) ? found.value : undefined;
  }

  function isExpected(key: string, value: Json | undefined): boolean {
    const actual = fault === "treats expired entries as present" ? entries.get(key)?.value : currentValue(key);
    if (fault === "compares the order of object keys") return JSON.stringify(actual) === JSON.stringify(value);
    return isDeepStrictEqual(actual, value);
  }

  function firstConflict({ expect = [] }: Change): Conflict | null {
    const conflicts = expect.filter(([key, value]) => !isExpected(key, normalise(value)));
    const found = fault === "returns the last conflict" ? conflicts.at(-1) : conflicts[0];
    if (found === undefined) return null;
    return {
      key: found[0],
      value: fault === "does not return the conflicting value" ? undefined : currentValue(found[0]),
    };
  }

  async function apply({ put = [], remove = [], expiresIn }: Change): Promise<void> {
    if (fault !== "does not remove") for (const key of remove) entries.delete(key);
    for (const [key, value] of put) {
      const expires = expiresIn === undefined || fault === "ignores expiry" ? undefined : Date.now() + expiresIn;
      entries.set(checkKey(key), {
        value: fault === "drops NUL characters" ? withoutNulCharacters(value) : normalise(value),
        expires,
      });
      if (fault === "writes key by key") await later();
    }
  }

  const isIncluded = (key: string, after: string) =>
    fault === "begins a page with the key it comes after" && key === after;

  function assertOpen(): void {
    if (closed) throw new StoreUnavailable();
  }

  return {
    async get(keys) {
      assertOpen();
      return keys.map((key) => currentValue(checkKey(key)));
    },
    async list(prefix, page = {}) {
      assertOpen();
      if (prefix !== "" && !checkKey(prefix).endsWith("/")) throw new TypeError("Not a prefix.");
      const start = fault === "lists keys that only share a string prefix" ? prefix.replace(/\/$/, "") : prefix;
      const found = [...entries].filter(
        ([key, entry]) =>
          key.startsWith(start) &&
          isUnexpired(entry) &&
          (entry.expires === undefined || fault === "lists entries that expire"),
      );
      const { after, limit, reverse } = fault === "ignores the page" ? {} : page;
      if (after !== undefined) checkKey(after);
      if (fault !== "lists in insertion order") found.sort(([one], [other]) => (one < other ? -1 : 1));
      if (reverse === true && fault !== "lists pages in ascending order only") found.reverse();
      const isAfter = (key: string) =>
        after === undefined || (reverse === true ? key < after : key > after) || isIncluded(key, after);
      return found
        .filter(([key]) => isAfter(key))
        .slice(0, limit)
        .map(([key, { value }]) => [key, value]);
    },
    async commit(change) {
      assertOpen();
      for (const [key] of [...(change.expect ?? []), ...(change.put ?? [])]) checkKey(key);
      const conflict = firstConflict(change);
      if (conflict !== null && fault !== "writes despite a failed expectation") return conflict;
      if (fault === "checks first and writes later, not atomically") await later();
      const applied = apply(change);
      if (fault === "writes key by key") await applied;
      return conflict;
    },
    async close() {
      closed = true;
    },
  };
}

function normalise<T extends Json | undefined>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function withoutNulCharacters(value: Json): Json {
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === "string" ? each.replaceAll("\0", "") : each));
}

function checkKey(key: string): string {
  if (!/^[A-Za-z0-9._:/-]{1,200}$/.test(key)) throw new TypeError("Not a key.");
  return key;
}
