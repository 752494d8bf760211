import type { RegistrySnapshot } from "#core/registry/record.ts";
import { describeChanges } from "./changes.ts";
import { dataFiles, readIfPresent, readSourceFile, replaceFiles, sha256Of } from "./data-files.ts";
import { IanaError } from "./errors.ts";
import { fetchSource, OFFICIAL_ADDRESSES } from "./fetch-source.ts";
import { readSource } from "./read-source.ts";
import { formatSnapshot, parseSnapshot } from "./snapshot.ts";
import { countRecords, formatSourceNotes, parseSourceNotes, type SourceNotes } from "./source-notes.ts";
import { findCountJump, findImplausible } from "./validate.ts";

export interface UpdateOptions {
  /** The folder with `registry.tsv` and `SOURCE.md`. */
  readonly directory: string;
  /** `YYYY-MM-DD`, when the source was retrieved. */
  readonly retrieved: string;
  /** A registry file to import instead of fetching one. */
  readonly from?: string | undefined;
  /** An address to fetch from instead of IANA's own. */
  readonly url?: string | undefined;
  /** `YYYY-MM-DD`, the date of a CSV, which has none. */
  readonly date?: string | undefined;
  /** Accepts a large change of the record count, and an unreadable previous snapshot. */
  readonly force?: boolean | undefined;
}

export interface UpdateReport {
  /** Whether the files were written. */
  readonly written: boolean;
  /** The result for the maintainer. */
  readonly lines: readonly string[];
}

/**
 * Imports the registry into the data folder: parses and validates it, compares it with the current snapshot, and replaces
 * both files. After an error the old files are unchanged.
 * @throws IanaError `source-unreadable`, `source-unknown-layout`, `source-implausible`, `snapshot-broken` or `not-written`.
 */
export async function updateRegistry(options: UpdateOptions): Promise<UpdateReport> {
  const files = dataFiles(options.directory);
  const old = await readPrevious(files, options.force ?? false);
  const bytes = await loadSource(options);
  const { format, dateOrigin, snapshot } = readSource(bytes, options.date);
  const accepted = validate(old.snapshot, snapshot, options.force ?? false);
  const text = formatSnapshot(snapshot);
  const notes: SourceNotes = {
    address: options.url ?? OFFICIAL_ADDRESSES[format],
    format,
    updated: snapshot.source.updated,
    dateOrigin,
    sha256: sha256Of(bytes),
    bytes: bytes.byteLength,
    retrieved: options.retrieved,
    snapshotSha256: sha256Of(text),
    counts: countRecords(snapshot.records),
  };
  const found = `Read ${snapshot.records.length} records of ${notes.updated} (${dateOrigin}), ${format}.`;
  if (text === old.text && isUpToDate(old.notes, notes)) {
    return { written: false, lines: [found, "The snapshot is up to date; nothing was written."] };
  }
  // SOURCE.md first: until the registry is replaced too, programs read the complete old one.
  await replaceFiles([
    { path: files.notes, text: formatSourceNotes(notes) },
    { path: files.registry, text },
  ]);
  return { written: true, lines: [found, ...accepted, ...compare(old.snapshot, snapshot), `Wrote ${files.registry}.`] };
}

interface PreviousImport {
  readonly text: string | null;
  readonly snapshot: RegistrySnapshot | null;
  readonly notes: string | null;
}

async function readPrevious(files: ReturnType<typeof dataFiles>, force: boolean): Promise<PreviousImport> {
  const [text, notes] = await Promise.all([readIfPresent(files.registry), readIfPresent(files.notes)]);
  if (text === null) return { text, snapshot: null, notes };
  try {
    return { text, snapshot: parseSnapshot(text), notes };
  } catch (error) {
    if (force && error instanceof IanaError) return { text: null, snapshot: null, notes };
    throw error;
  }
}

function loadSource({ from, url }: UpdateOptions): Promise<Uint8Array> {
  return from === undefined ? fetchSource(url ?? OFFICIAL_ADDRESSES.XML) : readSourceFile(from);
}

/** Throws if the registry is implausible. Returns a line about a count jump that `force` accepts. */
function validate(previous: RegistrySnapshot | null, next: RegistrySnapshot, force: boolean): string[] {
  const jump = previous === null ? null : findCountJump(previous, next);
  const problems = findImplausible(next);
  if (jump !== null && !force) problems.push(`${jump} If that is right, run again with --force.`);
  if (problems.length > 0) {
    const list = problems.map((problem) => `\n- ${problem}`).join("");
    throw new IanaError("source-implausible", `This source is not a plausible registry, nothing was written:${list}`);
  }
  return jump === null ? [] : [`${jump} Accepted because of --force.`];
}

function isUpToDate(oldNotes: string | null, notes: SourceNotes): boolean {
  if (oldNotes === null) return false;
  try {
    // The same file is up to date whenever it was retrieved.
    return formatSourceNotes({ ...notes, retrieved: parseSourceNotes(oldNotes).retrieved }) === oldNotes;
  } catch (error) {
    if (error instanceof IanaError) return false;
    throw error;
  }
}

function compare(previous: RegistrySnapshot | null, next: RegistrySnapshot): string[] {
  if (previous === null) return ["This is the first import; there is nothing to compare with."];
  const [before, now] = [previous.source.updated, next.source.updated];
  const backwards = now < before ? ["Note: this source is older than the snapshot it replaces."] : [];
  return [...backwards, `Changes from ${before} to ${now}:`, ...describeChanges(previous, next)];
}
