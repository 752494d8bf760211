import { readFileSync } from "node:fs";
import { parseKnownUses } from "#adapters/known-uses/index.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { registry } from "../../support/registry/committed.ts";

const KNOWN_USES_TEXT = readFileSync(new URL("../../../data/known-uses.tsv", import.meta.url), "utf8");

/** The committed known uses, and the index over them and the committed registry. */
export const knownUses = parseKnownUses(KNOWN_USES_TEXT);
export const services = createServiceIndex(registry, knownUses);
