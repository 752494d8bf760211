import type { RegistrySnapshot } from "#core/registry/record.ts";
import { IanaError } from "./errors.ts";
import type { RawRegistry } from "./raw-row.ts";
import { readCsv } from "./read-csv.ts";
import { readXml } from "./read-xml.ts";
import { isRegistryDate, toRecord } from "./to-record.ts";

export const SOURCE_FORMATS = ["XML", "CSV"] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** Who says which date a registry is of. */
export const DATE_ORIGINS = ["stated in the source", "newest date in its rows", "given by hand"] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** A registry read from one of IANA's two files. */
export interface ReadSource {
  readonly format: SourceFormat;
  readonly dateOrigin: DateOrigin;
  readonly snapshot: RegistrySnapshot;
}

/**
 * Reads a registry file of IANA, recognised by its content. `date` (`YYYY-MM-DD`) is for a CSV, which states none; an
 * XML that states another date is refused.
 * @throws IanaError `source-unreadable` or `source-unknown-layout`.
 */
export function readSource(bytes: Uint8Array, date?: string): ReadSource {
  if (date !== undefined && !isFullDate(date)) {
    throw new IanaError("source-unreadable", `"${date}" is no date; write it YYYY-MM-DD.`);
  }
  const text = decode(bytes);
  const format = recogniseFormat(text);
  const raw = format === "XML" ? readXml(text) : readCsv(text);
  const { updated, dateOrigin } = dateOf(raw, date);
  const records = raw.rows.map((row, index) => toRecord(row, index + 1));
  return { format, dateOrigin, snapshot: { source: { updated, records: records.length }, records } };
}

function decode(bytes: Uint8Array): string {
  try {
    // Fatal, so that a file in another encoding cannot put replacement characters into names; a BOM is dropped.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new IanaError("source-unreadable", "The registry source is no UTF-8 text.", { cause: error });
  }
}

function recogniseFormat(text: string): SourceFormat {
  const start = text.trimStart().slice(0, 2000);
  if (/^<!doctype html|^<html/i.test(start)) {
    throw new IanaError("source-unreadable", "The registry source is a web page, neither XML nor CSV of the registry.");
  }
  if (start.startsWith("<")) return "XML";
  if (/^[^\n]*,/.test(start)) return "CSV";
  throw new IanaError("source-unreadable", "The registry source is neither XML nor CSV.");
}

function dateOf(raw: RawRegistry, given: string | undefined): { updated: string; dateOrigin: DateOrigin } {
  if (raw.updated !== null) {
    if (!isFullDate(raw.updated)) {
      throw new IanaError("source-unknown-layout", `The registry source states "${raw.updated}", which is no date.`);
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
