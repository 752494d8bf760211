import { Keyv } from "keyv";
import type { Json } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";
import { decode, encode } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, EncodedEntry, Engine, KeyRange } from "./engine.ts";
import { NAMESPACE, rejectAfter } from "./engine.ts";

/** A Keyv storage adapter that can list its entries. Keyv checks the rest of it. */
export interface ListableAdapter {
  /** Yields keys, which begin with the namespace, and stored texts. */
  iterator(namespace?: string): AsyncIterable<readonly unknown[]>;
}

/**
 * An engine on any Keyv storage adapter, for one process. Keyv has neither compare-and-set nor transactions, so this
 * process makes its calls one after another. Other processes are not locked out.
 *
 * @param timeout milliseconds; closing waits half of it for the current call
 */
export function createKeyvEngine(adapter: ListableAdapter, timeout: number): Engine {
  const keyv = new Keyv<Json>({ store: adapter, namespace: NAMESPACE, throwOnErrors: true });
  let lastError: Error | undefined;
  keyv.on("error", (error: unknown) => {
    lastError = error instanceof Error ? error : new Error(String(error));
  });
  /** Many adapters report a failure only as an event, and return as if the key were absent or the entry saved. */
  function throwReported(): void {
    if (lastError !== undefined) throw lastError;
  }

  const queue = createQueue();
  function enqueue<Result>(time: number, work: () => Promise<Result>): Promise<Result> {
    return queue.run(time, async () => {
      lastError = undefined;
      const result = await work();
      throwReported();
      return result;
    });
  }

  /** Without getMany: for adapters that lack it, Keyv treats a failed read as an absent key. */
  async function read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const values = await Promise.all(keys.map((key) => keyv.get(key)));
    throwReported();
    return values.map((value) => (value === undefined ? undefined : encode(value)));
  }

  /** Without deleteMany: some adapters stop at the first absent key. */
  const remove = (keys: readonly string[]) => Promise.all(keys.map((key) => keyv.delete(key)));

  async function compareAndSet(change: EncodedChange): Promise<EncodedConflict | null> {
    const { expect, put, expiresIn } = change;
    const found = await read(expect.map(([key]) => key));
    for (const [place, [key, text]] of expect.entries()) {
      const current = found[place] ?? null;
      if (current !== text) return { key, text: current };
    }
    const lifetime = expiresIn === null ? {} : { ttl: expiresIn };
    if (put.length > 0) {
      const saved: unknown = await keyv.setMany(put.map(([key, text]) => ({ key, value: decode(text), ...lifetime })));
      if (Array.isArray(saved) && saved.includes(false)) throw new Error("The Keyv adapter did not save an entry.");
    }
    await remove(change.remove);
    return null;
  }

  return {
    connectionError: () => lastError,
    // A read that is never answered ends with its time; a change holds up the others, since it may still be made.
    get: (keys, time) => enqueue(time, () => rejectAfter(read(keys), time)),
    list: (range, time) =>
      enqueue(time, async () => {
        const { entries, expired } = await scan(adapter, keyv, range);
        // Many adapters keep expired entries until they are read.
        await remove(expired);
        return entries;
      }),
    commit: (change, time) => enqueue(time, () => compareAndSet(change)),
    async close() {
      await withTimeout(queue.idle(), timeout / 2, () => {}, globalThis);
      await keyv.disconnect();
    },
  };
}

/** Runs work one piece after another. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** Rejects without running the work if it could not start within that many milliseconds. */
    run<Result>(time: number, work: () => Promise<Result>): Promise<Result> {
      const deadline = performance.now() + time;
      const result = last.then(() => {
        if (performance.now() >= deadline) throw new Error(`Not started within ${time} ms.`);
        return work();
      });
      last = result.catch(() => {});
      return result;
    },
    idle: () => last,
  };
}

/**
 * The entries in the range that do not expire, and the keys of all expired entries. Keyv's own iterator
 * deletes expired entries while it reads, so adapters that read by pages would skip entries.
 */
async function scan(adapter: ListableAdapter, keyv: Keyv<Json>, { from, to, limit, reverse }: KeyRange) {
  const found = new Map<string, string>();
  const expired = new Set<string>();
  for await (const [prefixed, stored] of adapter.iterator(NAMESPACE)) {
    if (typeof prefixed !== "string" || typeof stored !== "string" || !prefixed.startsWith(KEY_PREFIX)) continue;
    const key = prefixed.slice(KEY_PREFIX.length);
    const { value, expires } = (await keyv.deserializeData<Json>(stored)) ?? {};
    if (typeof expires === "number" && expires <= Date.now()) expired.add(key);
    else if (typeof expires !== "number" && value !== undefined && key >= from && key < to) {
      found.set(key, encode(value));
    }
  }
  const ascending: EncodedEntry[] = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  const entries = reverse ? ascending.reverse() : ascending;
  return { entries: entries.slice(0, limit ?? entries.length), expired: [...expired] };
}

const KEY_PREFIX = `${NAMESPACE}:`;
