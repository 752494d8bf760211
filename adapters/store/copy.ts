import type { Store } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import { encode } from "./encoding.ts";

/**
 * Copies everything lasting from one store to another; what expires stays behind. Nothing may use either meanwhile.
 * After an interruption it can simply be run again. Rejects with a {@link ConfigurationError}, and copies nothing, where
 * the target holds an entry that is not in the source.
 */
export async function copyStore(from: Store, to: Store): Promise<{ readonly entries: number }> {
  const source = await from.list("");
  const wanted = new Map(source.map(([key, value]) => [key, encode(value)]));
  const there = await to.list("");
  const foreign = there.filter(([key, value]) => wanted.get(key) !== encode(value));
  if (foreign.length > 0) throw occupied(foreign.length);
  const copied = new Set(there.map(([key]) => key));
  const missing = source.filter(([key]) => !copied.has(key));
  for (let at = 0; at < missing.length; at += BATCH) {
    const put = missing.slice(at, at + BATCH);
    const conflict = await to.commit({ expect: put.map(([key]) => [key, undefined]), put });
    if (conflict !== null) throw occupied(1);
  }
  return { entries: source.length };
}

/** Entries copied at once: few enough that also large ones arrive in time. */
const BATCH = 50;

function occupied(entries: number): ConfigurationError {
  return new ConfigurationError(
    `The store to copy to already holds other entries (${entries}). Name an empty one, or remove what it holds; nothing may use it meanwhile.`,
  );
}
