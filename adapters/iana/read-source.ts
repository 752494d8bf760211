import { createSnapshot } from "#core/registry/create-snapshot.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { IanaError } from "./errors.ts";
import type { RawRegistry } from "./raw-row.ts";
import { readCsv } from "./read-csv.ts";
import { readXml } from "./read-xml.ts";
import { isRegistryDate, toRecord } from "./to-record.ts";

export const SOURCE_FORMATS = ["XML", "CSV"] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** Where the date of a registry comes from. */
export const DATE_ORIGINS = ["stated in the source", "newest date in its rows", "given by hand"] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** A parsed registry file. */
export interface RegistrySource {
  readonly format: SourceFormat;
  readonly dateOrigin: DateOrigin;
  /** Whether nothing is missing at its end, as far as its format shows it. */
  readonly isComplete: boolean;
  readonly snapshot: RegistrySnapshot;
}

/**
 * Parses one of IANA's registry files. The format is detected.
 * @param date `YYYY-MM-DD`, for a CSV, which has none; an XML with another date is refused
 * @throws IanaError `source-unreadable` or `source-unknown-layout`.
 */
export function readSource(bytes: Uint8Array, date?: string): RegistrySource {
  if (date !== undefined && !isFullDate(date)) {
    throw new IanaError("source-unreadable", `"${date}" is not a date; write it YYYY-MM-DD.`);
  }
  const text = decode(bytes);
  const format = detectFormat(text);
  const raw = format === "XML" ? readXml(text) : readCsv(text);
  const { updated, dateOrigin } = dateOf(raw, date);
  const records = raw.rows.map((row, index) => toRecord(row, raw.names, index + 1));
  // An XML that is cut is refused: it isn't well-formed.
  const isComplete = format === "XML" || text.endsWith("\n");
  return { format, dateOrigin, isComplete, snapshot: createSnapshot(updated, records) };
}

function decode(bytes: Uint8Array): string {
  try {
    // Fatal, so that another encoding does not put replacement characters into names. A BOM is dropped.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new IanaError("source-unreadable", "The registry source is not UTF-8 text.", { cause: error });
  }
}

function detectFormat(text: string): SourceFormat {
  const start = text.trimStart().slice(0, 2000);
  if (/^<!doctype html|^<html/i.test(start)) {
    throw new IanaError("source-unreadable", "The registry source is a web page, neither XML nor CSV.");
  }
  if (start.startsWith("<")) return "XML";
  if (/^[^\n]*,/.test(start)) return "CSV";
  throw new IanaError("source-unreadable", "The registry source is neither XML nor CSV.");
}

function dateOf(raw: RawRegistry, given: string | undefined): { updated: string; dateOrigin: DateOrigin } {
  if (raw.updated !== null) {
    if (!isFullDate(raw.updated)) {
      throw new IanaError("source-unknown-layout", `The registry source states "${raw.updated}", which is not a date.`);
    }
    if (given !== undefined && given !== raw.updated) {
      throw new IanaError("source-unreadable", `The registry source states the date ${raw.updated}, not ${given}.`);
    }
    return { updated: raw.updated, dateOrigin: "stated in the source" };
  }
  if (given !== undefined) return { updated: given, dateOrigin: "given by hand" };
  const newest = raw.rows
    .flatMap((row) => [row.registered, row.modified])
    .filter(isFullDate)
    .sort()
    .at(-1);
  if (newest === undefined) {
    throw new IanaError("source-unknown-layout", "No row of the registry source has a date; give its date by hand.");
  }
  return { updated: newest, dateOrigin: "newest date in its rows" };
}

function isFullDate(text: string): boolean {
  return text.length === 10 && isRegistryDate(text);
}
