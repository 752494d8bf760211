import { join } from "node:path";
import type { LoadedRegistry } from "#adapters/iana/index.ts";
import { loadNewest, loadSnapshot } from "#adapters/iana/index.ts";
import { loadSoftware } from "#adapters/software/index.ts";
import { storeFolder } from "#adapters/store/index.ts";
import { parseStructured } from "#adapters/structured/index.ts";
import type { Logger } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { isOutdated } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { createSoftware } from "#core/software/software.ts";
import { stepAll } from "#core/steps.ts";
import type { Config } from "./config.ts";
import { packageFile } from "./package-file.ts";

/** The folder with the data files. */
export const DATA_DIRECTORY = packageFile("data");
const REGISTRY = packageFile("data/registry.tsv");

/** Builds the indexes over a registry and the table of software. @param now milliseconds since 1970 */
export type KnowledgeFactory = (loaded: Pick<LoadedRegistry, "snapshot" | "update">, now: number) => Knowledge;

/** Reads the table of software, which all knowledge shares. */
export async function loadKnowledgeFactory(): Promise<KnowledgeFactory> {
  const data = await loadSoftware(DATA_DIRECTORY);
  const software = createSoftware(data);
  return ({ snapshot, update }, now) => {
    const registry = createRegistry(snapshot, isOutdated(snapshot.source, now));
    return {
      registry,
      update,
      software,
      services: createServiceIndex(registry, data.rows),
      parseStructured,
      random: Math.random,
    };
  };
}

/** Reads the data files and builds the indexes over them. */
export async function loadKnowledge(): Promise<Knowledge> {
  const createKnowledge = await loadKnowledgeFactory();
  return createKnowledge({ snapshot: loadSnapshot(REGISTRY), update: null }, Date.now());
}

/** Where a refreshed registry is kept: beside the store, if that is a file; null if nowhere. */
export function keptRegistryPath({ store, refresh }: Pick<Config, "store" | "refresh">): string | null {
  const folder = refresh === null ? null : storeFolder(store);
  return folder === null ? null : join(folder, "portcall-registry.tsv");
}

/** The built-in registry, or the one that an earlier refresh has kept, if that is newer. @param kept its path, if any */
export function loadRegistry(kept: string | null, logger: Logger): Promise<LoadedRegistry> {
  return loadNewest({ builtIn: REGISTRY, kept, logger });
}

export function snapshotOf({ source: { updated, records: count }, records, columns }: Registry): RegistrySnapshot {
  return { source: { updated, records: count }, records, columns };
}

/**
 * Builds the indexes that are built on first use, so that no question waits for them: some milliseconds at a time, and
 * in between whatever else there is to do.
 */
export async function buildIndexes({ registry, services }: Pick<Knowledge, "registry" | "services">): Promise<void> {
  const parts = [services, registry];
  for (let isReady = false; !isReady; await otherWork()) {
    const end = performance.now() + SLICE;
    do isReady = stepAll(parts);
    while (!isReady && performance.now() < end);
  }
}

/** Milliseconds. */
const SLICE = 3;

function otherWork(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
