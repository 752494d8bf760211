import { fileURLToPath } from "node:url";
import { loadSnapshot } from "#adapters/iana/index.ts";
import { loadSoftware } from "#adapters/software/index.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { createSoftware } from "#core/software/software.ts";

const REGISTRY = dataFile("registry.tsv");
const DATA = dataFile("");

/** Reads the data files and builds the indexes over them. */
export async function loadKnowledge(): Promise<Knowledge> {
  const [snapshot, { uses, relatives }] = await Promise.all([loadSnapshot(REGISTRY), loadSoftware(DATA)]);
  const registry = createRegistry(snapshot);
  return {
    registry,
    software: createSoftware(uses, relatives),
    services: createServiceIndex(registry, uses),
    random: Math.random,
  };
}

function dataFile(name: string): string {
  return fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
}
