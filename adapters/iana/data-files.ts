import { createHash, randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { IanaError } from "./errors.ts";

/** The two generated files of a data folder. */
export function dataFiles(directory: string): { readonly registry: string; readonly notes: string } {
  return { registry: join(directory, "registry.tsv"), notes: join(directory, "SOURCE.md") };
}

/** A file's text; null if it does not exist. */
export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** @throws IanaError `source-unreadable` with the cause. */
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

/** SHA-256 in hexadecimal digits; of a text, that of its UTF-8 encoding. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Replaces each file atomically: all are written and synced as temporary files first, and then renamed in the given order.
 * After an error, the temporary files are removed.
 * @throws IanaError `not-written` with the cause.
 */
export async function replaceFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<void> {
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
