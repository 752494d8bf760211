import { IanaError } from "./errors.ts";

/** One row of the registry as its source writes it: both readers yield these, blank where the source has nothing. */
export interface RawRow {
  readonly name: string;
  readonly number: string;
  readonly transport: string;
  readonly description: string;
  readonly registered: string;
  readonly modified: string;
  /** The references as the CSV writes them: `[RFC7858][RFC8094]`. */
  readonly reference: string;
  readonly serviceCode: string;
  readonly unauthorized: string;
  readonly notes: string;
}

/** The rows of a source, in its order. */
export interface RawRegistry {
  /** The date the source states for itself; null where its format has no place for one (CSV). */
  readonly updated: string | null;
  readonly rows: readonly RawRow[];
}

/** The error for a record that is not in IANA's known layout; records count from 1, the CSV's header is none. */
export function unknownLayout(recordNumber: number, what: string): IanaError {
  return new IanaError("source-unknown-layout", `Record ${recordNumber} of the registry source: ${what}.`);
}

/** Folds every run of blanks and line breaks to one space, and trims. */
export function foldBlanks(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
