import { readFile } from "node:fs/promises";
import type { KnownUse } from "#core/software/known-use.ts";
import { parseKnownUses } from "./parse.ts";

/** Reads the file of known uses. */
export async function loadKnownUses(path: string): Promise<readonly KnownUse[]> {
  return parseKnownUses(await readFile(path, "utf8"));
}
