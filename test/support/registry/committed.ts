import { readFileSync } from "node:fs";
import { parseSnapshot } from "#adapters/iana/index.ts";
import { createRegistry } from "#core/registry/registry.ts";

const SNAPSHOT_TEXT = readFileSync(new URL("../../../data/registry.tsv", import.meta.url), "utf8");

/** The index over the committed snapshot. */
export const registry = createRegistry(parseSnapshot(SNAPSHOT_TEXT));
