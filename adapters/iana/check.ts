import { dataFiles, readIfPresent, readSourceFile, sha256Of } from "./data-files.ts";
import { IanaError } from "./errors.ts";
import { fetchSource } from "./fetch-source.ts";
import { readSource } from "./read-source.ts";
import { formatSnapshot, parseSnapshot } from "./snapshot.ts";
import { countRecords, formatSourceNotes, parseSourceNotes, type SourceNotes } from "./source-notes.ts";
import { findImplausible } from "./validate.ts";

export interface CheckOptions {
  /** The folder with `registry.tsv` and `SOURCE.md`. */
  readonly directory: string;
  /** The source file that the snapshot was made from; by default the address in SOURCE.md is fetched. */
  readonly from?: string | undefined;
  /** An address to fetch instead of the one in SOURCE.md. */
  readonly url?: string | undefined;
  /** Checks only the committed files. */
  readonly offline?: boolean | undefined;
}

export interface CheckReport {
  /** Whether importing the source again gave the same snapshot. */
  readonly reproduced: boolean;
  /** The result for the maintainer. */
  readonly lines: readonly string[];
}

/**
 * Checks that the committed snapshot is plausible and, if its source is available, that importing the source gives the
 * same snapshot. An unreachable or newer source is reported, not thrown.
 * @throws IanaError `snapshot-stale` with all differences, `snapshot-broken` for unreadable files, `source-unreadable`
 * for a `from` that cannot be read.
 */
export async function checkRegistry(options: CheckOptions): Promise<CheckReport> {
  const { text, notes } = await checkCommitted(options.directory);
  const proven = `The committed registry of ${notes.updated} is sound and agrees with SOURCE.md.`;
  if (options.from !== undefined) {
    const bytes = await readSourceFile(options.from);
    if (sha256Of(bytes) !== notes.sha256) {
      throw staleError([
        `${options.from} is not the file the snapshot was made from: its sha256 is ${sha256Of(bytes)}, SOURCE.md says ${notes.sha256}`,
      ]);
    }
    return { reproduced: true, lines: [proven, reproduce(bytes, text, notes)] };
  }
  if (options.offline) return { reproduced: false, lines: [proven, "The source was not fetched (--offline)."] };
  const { reproduced, line } = await checkAgainstAddress(options.url ?? notes.address, text, notes);
  return { reproduced, lines: [proven, line] };
}

async function checkCommitted(directory: string): Promise<{ text: string; notes: SourceNotes }> {
  const files = dataFiles(directory);
  const [text, notesText] = await Promise.all([readIfPresent(files.registry), readIfPresent(files.notes)]);
  if (text === null || notesText === null) {
    const missing = text === null ? files.registry : files.notes;
    throw new IanaError("snapshot-broken", `${missing} does not exist; run npm run data:update.`);
  }
  const notes = parseSourceNotes(notesText);
  const snapshot = parseSnapshot(text);
  const problems = findImplausible(snapshot);
  if (sha256Of(text) !== notes.snapshotSha256) {
    problems.push(`registry.tsv has the sha256 ${sha256Of(text)}, SOURCE.md says ${notes.snapshotSha256}.`);
  }
  if (formatSnapshot(snapshot) !== text) problems.push("registry.tsv is not written as data:update writes it.");
  if (snapshot.source.updated !== notes.updated) {
    problems.push(`registry.tsv is of ${snapshot.source.updated}, SOURCE.md says ${notes.updated}.`);
  }
  const counts = countRecords([...snapshot.records]);
  for (const [label, count] of Object.entries(counts)) {
    const noted = notes.counts[label];
    if (noted !== count) problems.push(`"${label}" in SOURCE.md is ${noted ?? "missing"}, counted ${count}.`);
  }
  if (formatSourceNotes({ ...notes, counts }) !== notesText)
    problems.push("SOURCE.md is not written as data:update writes it.");
  if (problems.length > 0) throw staleError(problems);
  return { text, notes };
}

/** Imports the same source again; throws if it gives another snapshot. */
function reproduce(bytes: Uint8Array, text: string, notes: SourceNotes): string {
  const source = readSource(bytes, notes.dateOrigin === "given by hand" ? notes.updated : undefined);
  if (formatSnapshot(source.snapshot) !== text) {
    throw staleError(["Importing the source again gives another registry.tsv. Run npm run data:update."]);
  }
  return `Importing its source (sha256 ${notes.sha256}) again gives it byte for byte.`;
}

async function checkAgainstAddress(address: string, text: string, notes: SourceNotes) {
  const fetched = await catchIanaError(() => fetchSource(address));
  if (fetched instanceof IanaError) return onlyCommitted(fetched);
  if (sha256Of(fetched) === notes.sha256) return { reproduced: true, line: reproduce(fetched, text, notes) };
  const other = await catchIanaError(async () => readSource(fetched));
  if (other instanceof IanaError) return onlyCommitted(other);
  const { updated } = other.snapshot.source;
  const what =
    updated > notes.updated
      ? `IANA has published a newer registry (${updated})`
      : `The file at ${address} (${updated}) is not the one the snapshot was made from`;
  return { reproduced: false, line: `${what}; run npm run data:update.` };
}

function onlyCommitted(error: IanaError) {
  const line = `Only the committed files were checked: ${error.message} To check against a source at hand, pass --from FILE.`;
  return { reproduced: false, line };
}

async function catchIanaError<Result>(work: () => Promise<Result>): Promise<Result | IanaError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IanaError) return error;
    throw error;
  }
}

function staleError(problems: readonly string[]): IanaError {
  const list = problems.map((problem) => `\n- ${problem}`).join("");
  return new IanaError("snapshot-stale", `The committed registry does not hold:${list}`);
}
