import { IanaError } from "./errors.ts";

/** A row of the registry as both readers return it: the source's texts, empty if there is none. */
export interface RawRow {
  readonly name: string;
  readonly number: string;
  readonly transport: string;
  readonly description: string;
  /** The ids of organisations and people as the CSV writes them: `[Eric_Soderberg_2][Edward_Yim]`. */
  readonly assignee: string;
  readonly contact: string;
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
  /** The date in the source; null for CSV, which has none. */
  readonly updated: string | null;
  readonly rows: readonly RawRow[];
  /** Names of organisations and people by their id; empty for CSV, which has only ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** @param recordNumber counts from 1, without the CSV's header */
export function unknownLayoutError(recordNumber: number, what: string): IanaError {
  return new IanaError("source-unknown-layout", `Record ${recordNumber} of the registry source: ${what}.`);
}

/** Replaces every run of whitespace with one space, and trims. */
export function collapseWhitespace(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
