import { fileURLToPath } from "node:url";
import { loadSnapshot } from "#adapters/iana/index.ts";
import { loadKnownUses } from "#adapters/known-uses/index.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";

const REGISTRY = dataFile("registry.tsv");
const KNOWN_USES = dataFile("known-uses.tsv");

/** Reads the data files and builds the indexes over them. */
export async function loadKnowledge(): Promise<Knowledge> {
  const [snapshot, knownUses] = await Promise.all([loadSnapshot(REGISTRY), loadKnownUses(KNOWN_USES)]);
  const registry = createRegistry(snapshot);
  return { registry, knownUses, services: createServiceIndex(registry, knownUses), random: Math.random };
}

function dataFile(name: string): string {
  return fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
}
