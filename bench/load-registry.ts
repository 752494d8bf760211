import { fileURLToPath } from "node:url";
import { loadSnapshot } from "#adapters/iana/index.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createRegistry } from "#core/registry/registry.ts";

const SNAPSHOT = fileURLToPath(new URL("../data/registry.tsv", import.meta.url));

/** Loads the committed snapshot and builds its index. */
export async function loadRegistry(): Promise<Registry> {
  return createRegistry(loadSnapshot(SNAPSHOT));
}
