import { setImmediate as later } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Change, Conflict, Json, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";

/** Ways to be wrong. */
export type Fault =
  | "looks before it writes, with a pause between"
  | "writes key by key"
  | "writes also where something was otherwise"
  | "does not say what stood there"
  | "names the last conflict"
  | "lists what expires"
  | "lists as it was written"
  | "lists keys that only begin alike"
  | "minds the order of an object's keys"
  | "never lets anything expire"
  | "takes what has expired for there"
  | "loses what a string may hold"
  | "does not remove"
  | "forgets when it is opened again";

interface Kept {
  readonly value: Json;
  readonly expires: number | undefined;
}

/** A store in memory that is right but for what it is told to do wrong, and how to open it again. */
export function fakeStore(fault?: Fault): { readonly store: Store; reopen(): Promise<Store> } {
  const kept = new Map<string, Kept>();
  return {
    store: openFake(kept, fault),
    reopen: async () => openFake(fault === "forgets when it is opened again" ? new Map() : kept, fault),
  };
}

function openFake(kept: Map<string, Kept>, fault: Fault | undefined): Store {
  let closed = false;
  const isAlive = ({ expires }: Kept) => expires === undefined || expires > Date.now();

  function standing(key: string): Json | undefined {
    const found = kept.get(key);
    return found !== undefined && isAlive(found) ? found.value : undefined;
  }

  function isExpected(key: string, value: Json | undefined): boolean {
    const stands = fault === "takes what has expired for there" ? kept.get(key)?.value : standing(key);
    if (fault === "minds the order of an object's keys") return JSON.stringify(stands) === JSON.stringify(value);
    return isDeepStrictEqual(stands, value);
  }

  function firstConflict({ expect = [] }: Change): Conflict | null {
    const conflicts = expect.filter(([key, value]) => !isExpected(key, normalise(value)));
    const found = fault === "names the last conflict" ? conflicts.at(-1) : conflicts[0];
    if (found === undefined) return null;
    return { key: found[0], value: fault === "does not say what stood there" ? undefined : standing(found[0]) };
  }

  async function make({ put = [], remove = [], expiresIn }: Change): Promise<void> {
    if (fault !== "does not remove") for (const key of remove) kept.delete(key);
    for (const [key, value] of put) {
      const expires =
        expiresIn === undefined || fault === "never lets anything expire" ? undefined : Date.now() + expiresIn;
      kept.set(checkKey(key), {
        value: fault === "loses what a string may hold" ? lossy(value) : normalise(value),
        expires,
      });
      if (fault === "writes key by key") await later();
    }
  }

  function check(): void {
    if (closed) throw new StoreUnavailable();
  }

  return {
    async get(keys) {
      check();
      return keys.map((key) => standing(checkKey(key)));
    },
    async list(prefix) {
      check();
      if (prefix !== "" && !checkKey(prefix).endsWith("/")) throw new TypeError("Not a prefix.");
      const start = fault === "lists keys that only begin alike" ? prefix.replace(/\/$/, "") : prefix;
      const found = [...kept].filter(
        ([key, entry]) =>
          key.startsWith(start) && isAlive(entry) && (entry.expires === undefined || fault === "lists what expires"),
      );
      if (fault !== "lists as it was written") found.sort(([one], [other]) => (one < other ? -1 : 1));
      return found.map(([key, { value }]) => [key, value]);
    },
    async commit(change) {
      check();
      for (const [key] of [...(change.expect ?? []), ...(change.put ?? [])]) checkKey(key);
      const conflict = firstConflict(change);
      if (conflict !== null && fault !== "writes also where something was otherwise") return conflict;
      if (fault === "looks before it writes, with a pause between") await later();
      const made = make(change);
      if (fault === "writes key by key") await made;
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

function lossy(value: Json): Json {
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === "string" ? each.replaceAll("\0", "") : each));
}

function checkKey(key: string): string {
  if (!/^[A-Za-z0-9._:/-]{1,200}$/.test(key)) throw new TypeError("Not a key.");
  return key;
}
