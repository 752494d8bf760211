import type { Entry, Store } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import { encode } from "./encoding.ts";

/**
 * Writes entries into another store, which nothing else may use meanwhile. It can be run again after an interruption.
 * Rejects with a {@link ConfigurationError}, and writes nothing, if the target has an entry that is not among them.
 */
export async function copyEntries(source: readonly Entry[], to: Store): Promise<void> {
  const expected = new Map(source.map(([key, value]) => [key, encode(value)]));
  const there = await to.list("");
  const foreign = there.filter(([key, value]) => expected.get(key) !== encode(value));
  if (foreign.length > 0) throw targetNotEmpty(foreign.length);
  const copied = new Set(there.map(([key]) => key));
  const missing = source.filter(([key]) => !copied.has(key));
  for (let at = 0; at < missing.length; at += BATCH) {
    const put = missing.slice(at, at + BATCH);
    const conflict = await to.commit({ expect: put.map(([key]) => [key, undefined]), put });
    if (conflict !== null) throw targetNotEmpty(1);
  }
}

/** Entries per commit: few enough that large ones do not time out. */
const BATCH = 50;

function targetNotEmpty(entries: number): ConfigurationError {
  return new ConfigurationError(
    `The target store already holds other entries (${entries}). Name an empty store, or empty this one. Nothing else may use it during the copy.`,
  );
}
