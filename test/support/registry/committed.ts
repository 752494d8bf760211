import { readFileSync } from "node:fs";
import { parseSnapshot } from "#adapters/iana/index.ts";
import { parseKnownUses } from "#adapters/known-uses/index.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";

const read = (name: string) => readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8");

/** The indexes over the committed data. */
export const registry = createRegistry(parseSnapshot(read("registry.tsv")));
export const portByName = createPortByName(registry);
export const knownUses = parseKnownUses(read("known-uses.tsv"));

/** The committed data, with a fixed random number. */
export const knowledge: Knowledge = {
  registry,
  knownUses,
  services: createServiceIndex(registry, knownUses),
  random: () => 0.5,
};
