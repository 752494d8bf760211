import { findDoubts } from "./doubts.ts";
import { IanaError, type IanaErrorCode } from "./errors.ts";
import { readSource } from "./read-source.ts";
import { formatSnapshot, parseSnapshot } from "./snapshot.ts";
import { findImplausible } from "./validate.ts";

/*
 * A process of its own, because reading the registry's file takes a third of a second, for which no question should wait,
 * and 50 MB, which neither this process nor a worker thread would give back to the system.
 */

/** What this process is sent. */
export interface ImportJob {
  readonly bytes: Uint8Array;
  /** The text of the snapshot to compare with. */
  readonly current: string;
}

/** What it sends back: the text of the new snapshot, or the `IanaError` that refuses it. */
export type ImportOutcome =
  | { readonly text: string }
  | { readonly refused: { readonly code: IanaErrorCode; readonly message: string } };

process.once("message", (job: ImportJob) => {
  process.send?.(importSource(job), () => process.disconnect());
});

function importSource({ bytes, current }: ImportJob): ImportOutcome {
  try {
    const source = readSource(bytes);
    const problems = [...findImplausible(source.snapshot), ...findDoubts(parseSnapshot(current), source)];
    if (problems.length > 0) throw new IanaError("source-implausible", problems.join(" "));
    return { text: formatSnapshot(source.snapshot) };
  } catch (error) {
    if (error instanceof IanaError) return { refused: { code: error.code, message: error.message } };
    throw error;
  }
}
