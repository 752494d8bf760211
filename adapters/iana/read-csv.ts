import { CsvError, parse } from "csv-parse/sync";
import { IanaError } from "./errors.ts";
import type { RawRegistry, RawRow } from "./raw-row.ts";
import { unknownLayoutError } from "./raw-row.ts";

/**
 * Parses IANA's CSV layout. Lines may end with CRLF or LF, and fields may contain line breaks.
 * @throws IanaError `source-unreadable` if the text is not CSV, `source-unknown-layout` for another header or another
 * number of columns.
 */
export function readCsv(text: string): RawRegistry {
  const [header = [], ...records] = parseCsv(text);
  if (header.length !== HEADER.length || header.some((name, column) => name !== HEADER[column])) {
    throw new IanaError(
      "source-unknown-layout",
      `The registry source's header is not IANA's. Expected "${HEADER.join(",")}", found "${header.join(",")}".`,
    );
  }
  const cutAt = text.endsWith("\n") ? null : records.length;
  const rows = records.map((cells, index) => toRow(cells, index + 1, index + 1 === cutAt));
  return { updated: null, rows, names: new Map() };
}

const HEADER = [
  "Service Name",
  "Port Number",
  "Transport Protocol",
  "Description",
  "Assignee",
  "Contact",
  "Registration Date",
  "Modification Date",
  "Reference",
  "Service Code",
  "Unauthorized Use Reported",
  "Assignment Notes",
] as const;

function parseCsv(text: string): string[][] {
  try {
    return parse(text, { record_delimiter: ["\r\n", "\n"], relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error.records === "number" ? ` at record ${error.records}` : "";
    throw new IanaError("source-unreadable", `The registry source is not valid CSV${where}: ${error.message}.`, {
      cause: error,
    });
  }
}

function toRow(cells: readonly string[], recordNumber: number, isCut: boolean): RawRow {
  if (cells.length !== HEADER.length) {
    const where = isCut ? "; the file ends in the middle of it" : "";
    const found = `${cells.length} columns instead of ${HEADER.length}${where}`;
    throw unknownLayoutError(recordNumber, `${found}: "${cells.join(",").slice(0, 120)}"`);
  }
  const [name = "", number = "", transport = "", description = "", assignee = "", contact = ""] = cells;
  const [registered = "", modified = "", reference = "", serviceCode = "", unauthorized = "", notes = ""] =
    cells.slice(6);
  return {
    name,
    number,
    transport,
    description,
    assignee,
    contact,
    registered,
    modified,
    reference,
    serviceCode,
    unauthorized,
    notes,
  };
}
