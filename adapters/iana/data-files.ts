import { createHash, randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { IanaError } from "./errors.ts";

/** The two generated files of a data folder. */
export function dataFiles(directory: string): { readonly registry: string; readonly notes: string } {
  return { registry: join(directory, "registry.tsv"), notes: join(directory, "SOURCE.md") };
}

/** A file's text, or null where it does not exist. */
export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * A registry file that someone has fetched.
 * @throws IanaError `source-unreadable` with the cause.
 */
export async function readSourceFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IanaError("source-unreadable", `The registry source ${path} could not be read: ${why}.`, {
      cause: error,
    });
  }
}

/** sha256, hexadecimal; of a text, its UTF-8. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Replaces files, each one whole or not at all: all of them are written beside their targets first, down to the disk,
 * and only then they take their places, in the order given. On an error nothing temporary stays behind.
 * @throws IanaError `not-written` with the cause.
 */
export async function swapFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<void> {
  const staged = files.map(({ path, text }) => ({ path, text, temporary: `${path}.${randomUUID()}.tmp` }));
  try {
    for (const { temporary, text } of staged) await writeToDisk(temporary, text);
    for (const { temporary, path } of staged) await rename(temporary, path);
  } catch (error) {
    await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
    const why = error instanceof Error ? error.message : String(error);
    throw new IanaError("not-written", `The registry could not be written, and is as it was: ${why}.`, {
      cause: error,
    });
  }
}

async function writeToDisk(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
