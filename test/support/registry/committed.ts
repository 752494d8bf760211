import { readdirSync, readFileSync } from "node:fs";
import { parseSnapshot } from "#adapters/iana/index.ts";
import type { SoftwareFiles } from "#adapters/software/index.ts";
import { parseSoftware } from "#adapters/software/index.ts";
import { parseStructured } from "#adapters/structured/index.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { createSoftware } from "#core/software/software.ts";

const read = (name: string) => readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8");

/** The indexes over the committed data. */
export const registry = createRegistry(parseSnapshot(read("registry.tsv")));
export const portByName = createPortByName(registry);

const tables = readdirSync(new URL("../../../data/software/", import.meta.url)).filter((name) => name.endsWith(".tsv"));
export const softwareFiles: SoftwareFiles = {
  table: tables.map((name) => ({ name, text: read(`software/${name}`) })),
  relatives: read("relatives.tsv"),
  portSets: read("sets.tsv"),
  wellKnown: read("well-known.txt"),
  fullyListed: read("fully-listed.txt"),
  programNames: read("program-names.tsv"),
};
const data = parseSoftware(softwareFiles);
const software = createSoftware(data);

/** The committed data, with a fixed random number. */
export const knowledge: Knowledge = {
  registry,
  update: null,
  software,
  services: createServiceIndex(registry, data.rows),
  parseStructured,
  random: () => 0.5,
};
