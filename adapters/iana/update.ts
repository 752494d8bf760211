import { createSnapshot } from "#core/registry/create-snapshot.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { describeChanges } from "./changes.ts";
import { dataFiles, readIfPresent, readSourceFile, replaceFiles, sha256Of } from "./data-files.ts";
import { findDoubts } from "./doubts.ts";
import { IanaError } from "./errors.ts";
import { fetchSource, OFFICIAL_ADDRESSES } from "./fetch-source.ts";
import type { RegistrySource } from "./read-source.ts";
import { readSource } from "./read-source.ts";
import { formatSnapshot, parseSnapshot } from "./snapshot.ts";
import { countRecords, formatSourceNotes, parseSourceNotes, type SourceNotes } from "./source-notes.ts";
import { findImplausible } from "./validate.ts";

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
  /** Imports a source that looks cut, incomplete or older than the snapshot, and replaces an unreadable snapshot. */
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
  const source = readSource(bytes, options.date);
  const { format, dateOrigin, snapshot } = source;
  const accepted = validate(old.snapshot, source, options.force ?? false);
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
    counts: countRecords([...snapshot.records]),
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
  const changes = compare(old.snapshot, snapshot, readableNotes(old.notes)?.format === format);
  return { written: true, lines: [found, ...accepted, ...changes, `Wrote ${files.registry}.`] };
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
    if (!(error instanceof IanaError)) throw error;
    if (force) return { text: null, snapshot: null, notes };
    throw new IanaError(error.code, `${error.message} Nothing was written. With --force, a new one replaces it.`, {
      cause: error,
    });
  }
}

function loadSource({ from, url }: UpdateOptions): Promise<Uint8Array> {
  return from === undefined ? fetchSource(url ?? OFFICIAL_ADDRESSES.XML) : readSourceFile(from);
}

/** Throws if the source cannot be a registry, or is doubtful and not forced. Returns the doubts that `force` overrules. */
function validate(previous: RegistrySnapshot | null, source: RegistrySource, force: boolean): string[] {
  const problems = findImplausible(source.snapshot);
  const doubts = findDoubts(previous, source);
  if (problems.length > 0) {
    throw refusal("This source is not a plausible registry, nothing was written:", [...problems, ...doubts]);
  }
  if (doubts.length === 0 || force) return doubts.map((doubt) => `${doubt} Accepted because of --force.`);
  throw refusal("This source may be incomplete or out of date, nothing was written:", doubts, FORCE);
}

const FORCE = "\nIf it is right all the same, run again with --force: that replaces the snapshot with it as it is.";

function refusal(title: string, reasons: readonly string[], next = ""): IanaError {
  const list = reasons.map((reason) => `\n- ${reason}`).join("");
  return new IanaError("source-implausible", `${title}${list}${next}`);
}

function isUpToDate(oldNotes: string | null, notes: SourceNotes): boolean {
  const old = readableNotes(oldNotes);
  // The same file is up to date whenever it was retrieved.
  return old !== null && formatSourceNotes({ ...notes, retrieved: old.retrieved }) === oldNotes;
}

/** Null if the notes are missing or unreadable. */
function readableNotes(notes: string | null): SourceNotes | null {
  if (notes === null) return null;
  try {
    return parseSourceNotes(notes);
  } catch (error) {
    if (error instanceof IanaError) return null;
    throw error;
  }
}

function compare(previous: RegistrySnapshot | null, next: RegistrySnapshot, isSameFormat: boolean): string[] {
  if (previous === null) return ["This is the first import; there is nothing to compare with."];
  const title = `Changes from ${previous.source.updated} to ${next.source.updated}:`;
  if (isSameFormat) return [title, ...describeChanges(previous, next)];
  const note = "IANA's CSV shortens the names of assignees and contacts, its XML doesn't: they are not compared.";
  return [note, title, ...describeChanges(withoutNames(previous), withoutNames(next))];
}

function withoutNames({ source, records }: RegistrySnapshot): RegistrySnapshot {
  const nameless = Array.from(records, (record) => ({ ...record, assignees: [], contacts: [] }));
  return createSnapshot(source.updated, nameless);
}
