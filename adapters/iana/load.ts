import { readFile } from "node:fs/promises";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { IanaError } from "./errors.ts";
import { parseSnapshot } from "./snapshot.ts";

/**
 * Loads the committed snapshot.
 * @throws IanaError `snapshot-broken` where the file cannot be read or is no snapshot.
 */
export async function loadSnapshot(path: string): Promise<RegistrySnapshot> {
  return parseSnapshot(await readText(path));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new IanaError("snapshot-broken", `The registry snapshot ${path} could not be read.`, { cause: error });
  }
}
