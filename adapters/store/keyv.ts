import { Keyv } from "keyv";
import type { Json } from "#core/host.ts";
import { withTimeout } from "#core/timeout.ts";
import { decode, encode } from "./encoding.ts";
import type { EncodedChange, EncodedConflict, EncodedEntry, Engine } from "./engine.ts";
import { NAMESPACE } from "./engine.ts";

/** A Keyv storage adapter that can list its entries. Keyv checks the rest of it. */
export interface ListableAdapter {
  /** Gives keys, which begin with the namespace, and stored texts. */
  iterator(namespace?: string): AsyncIterable<readonly unknown[]>;
}

/**
 * An engine on any Keyv storage adapter, for one process: Keyv can neither compare nor change several keys at once, so
 * the calls of this process are made one after another, and nothing holds back another process.
 *
 * @param timeout milliseconds that closing waits for the call being made
 */
export function createKeyvEngine(adapter: ListableAdapter, timeout: number): Engine {
  const keyv = new Keyv<Json>({ store: adapter, namespace: NAMESPACE, throwOnErrors: true });
  let lastError: Error | undefined;
  keyv.on("error", (error: unknown) => {
    lastError = error instanceof Error ? error : new Error(String(error));
  });
  /** Many adapters report a failure as an event alone, and answer as if the key were absent or the entry saved. */
  function throwReported(): void {
    if (lastError !== undefined) throw lastError;
  }

  let lastTurn: Promise<unknown> = Promise.resolve();
  /** Does the work after all that came before it, unless the caller has given up by then. */
  function inTurn<Result>(time: number, work: () => Promise<Result>): Promise<Result> {
    const deadline = performance.now() + time;
    const turn = lastTurn.then(async () => {
      if (performance.now() >= deadline) throw new Error(`Not begun within ${time} ms.`);
      lastError = undefined;
      const result = await work();
      throwReported();
      return result;
    });
    lastTurn = turn.catch(() => {});
    return turn;
  }

  /** A read that is never answered ends with its time; a change holds up the others, since it may still be made. */
  const readInTime = (keys: readonly string[], time: number) =>
    withTimeout(
      read(keys),
      time,
      () => {
        throw new Error(`No answer within ${time} ms.`);
      },
      globalThis,
    );

  /** Not by getMany: where an adapter has none, Keyv takes a read that failed for an absent key. */
  async function read(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const values = await Promise.all(keys.map((key) => keyv.get(key)));
    throwReported();
    return values.map((value) => (value === undefined ? undefined : encode(value)));
  }

  /** Not by deleteMany: some adapters stop at the first key that is absent. */
  const remove = (keys: readonly string[]) => Promise.all(keys.map((key) => keyv.delete(key)));

  async function compareAndSet({
    expect,
    put,
    remove: removed,
    expiresIn,
  }: EncodedChange): Promise<EncodedConflict | null> {
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
    await remove(removed);
    return null;
  }

  /**
   * Not Keyv's own iterator: it deletes what has expired while it reads, and adapters that read by pages then skip
   * entries. Here that is deleted afterwards, because many adapters keep it until somebody asks for it.
   */
  async function list(prefix: string): Promise<readonly EncodedEntry[]> {
    const entries = new Map<string, string>();
    const expired = new Set<string>();
    for await (const [prefixed, stored] of adapter.iterator(NAMESPACE)) {
      if (typeof prefixed !== "string" || typeof stored !== "string" || !prefixed.startsWith(KEY_PREFIX)) continue;
      const key = prefixed.slice(KEY_PREFIX.length);
      const { value, expires } = (await keyv.deserializeData<Json>(stored)) ?? {};
      if (typeof expires === "number" && expires <= Date.now()) expired.add(key);
      else if (typeof expires !== "number" && value !== undefined && key.startsWith(prefix)) {
        entries.set(key, encode(value));
      }
    }
    await remove([...expired]);
    return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  return {
    connectionError: () => lastError,
    get: (keys, time) => inTurn(time, () => readInTime(keys, time)),
    list: (prefix, time) => inTurn(time, () => list(prefix)),
    commit: (change, time) => inTurn(time, () => compareAndSet(change)),
    async close() {
      await withTimeout(lastTurn, timeout / 2, () => {}, globalThis);
      await keyv.disconnect();
    },
  };
}

const KEY_PREFIX = `${NAMESPACE}:`;
