import type { PortSpan } from "#core/registry/port.ts";
import { isPort, isTransport } from "#core/registry/port.ts";
import type { Category, RegistryRecord } from "#core/registry/record.ts";
import { CATEGORIES } from "#core/registry/record.ts";
import { IanaError } from "./errors.ts";

/** The columns of a snapshot's line. Those that indexes are made of come first. */
export const COLUMNS = [
  "numbers",
  "transport",
  "category",
  "service",
  "description",
  "assignee",
  "contact",
  "references",
  "registered",
  "modified",
  "code",
  "unauthorized",
  "alias",
  "remark",
  "note",
] as const;

const SEPARATOR = "; ";
const ALIAS_OF = "alias-of:";
const REPLACES = "replaces:";
const UNASSIGNED_USE = "unassigned-use";

/** `863-872`, or `22` for a single number. */
export function formatSpan(span: PortSpan): string {
  return span.first === span.last ? `${span.first}` : `${span.first}-${span.last}`;
}

/** The line of a record. */
export function formatRecord(record: RegistryRecord): string {
  return [
    record.span === null ? "" : formatSpan(record.span),
    record.transport ?? "",
    record.category,
    record.serviceName ?? "",
    record.description,
    record.assignees.join(SEPARATOR),
    record.contacts.join(SEPARATOR),
    record.references.join(SEPARATOR),
    record.registered ?? "",
    record.modified ?? "",
    record.serviceCode ?? "",
    record.unauthorizedUse.map(formatSpan).join(" "),
    formatAlias(record),
    record.isUnassignedUse ? UNASSIGNED_USE : "",
    record.note ?? "",
  ]
    .join("\t")
    .replace(/\t+$/, "");
}

/** A space separates the two relations, because service names contain none. */
function formatAlias({ aliasOf, replaces }: RegistryRecord): string {
  if (aliasOf === null) return replaces === null ? "" : REPLACES + replaces;
  return replaces === null ? ALIAS_OF + aliasOf : `${ALIAS_OF}${aliasOf} ${REPLACES}${replaces}`;
}

/**
 * The record of a line.
 * @throws IanaError `snapshot-broken` with the line number, for any other text.
 */
export function parseRecord(line: string, lineNumber: number): RegistryRecord {
  const cells = line.split("\t");
  if (cells.length > COLUMNS.length) throw brokenError(lineNumber, "too many columns");
  // Every column is read by its index: a destructuring pattern would double the time.
  const [numbers = "", transport = "", category = ""] = cells;
  if (transport !== "" && !isTransport(transport)) throw brokenError(lineNumber, `unknown transport "${transport}"`);
  if (!isCategory(category)) throw brokenError(lineNumber, `unknown category "${category}"`);
  return {
    span: numbers === "" ? null : parseSpan(numbers, lineNumber),
    transport: transport === "" ? null : transport,
    category,
    serviceName: textOf(cells[3]),
    description: cells[4] ?? "",
    assignees: textOf(cells[5])?.split(SEPARATOR) ?? NONE,
    contacts: textOf(cells[6])?.split(SEPARATOR) ?? NONE,
    references: textOf(cells[7])?.split(SEPARATOR) ?? NONE,
    registered: textOf(cells[8]),
    modified: textOf(cells[9]),
    serviceCode: numberOf(cells[10]),
    unauthorizedUse:
      textOf(cells[11])
        ?.split(" ")
        .map((span) => parseSpan(span, lineNumber)) ?? NONE,
    aliasOf: parseAlias(cells[12], ALIAS_OF),
    replaces: parseAlias(cells[12], REPLACES),
    isUnassignedUse: cells[13] === UNASSIGNED_USE,
    note: textOf(cells[14]),
  };
}

/** Null for an empty cell, and for one that the line ends before. */
function textOf(cell: string | undefined): string | null {
  return cell === undefined || cell === "" ? null : cell;
}

function numberOf(cell: string | undefined): number | null {
  return cell === undefined || cell === "" ? null : Number(cell);
}

const NONE: readonly never[] = [];

function parseAlias(cell: string | undefined, relation: string): string | null {
  if (cell === undefined || cell === "") return null;
  const found = cell.split(" ").find((part) => part.startsWith(relation));
  return found === undefined ? null : found.slice(relation.length);
}

/** @throws IanaError `snapshot-broken` for anything but the result of {@link formatSpan}. */
function parseSpan(text: string, lineNumber: number): PortSpan {
  const hyphen = text.indexOf("-");
  const first = Number(hyphen < 0 ? text : text.slice(0, hyphen));
  const last = hyphen < 0 ? first : Number(text.slice(hyphen + 1));
  if (!(isPort(first) && isPort(last) && first <= last)) {
    throw brokenError(lineNumber, `"${text}" is neither a number nor a span`);
  }
  return { first, last };
}

function isCategory(value: string): value is Category {
  return (CATEGORIES as readonly string[]).includes(value);
}

export function brokenError(lineNumber: number, what: string): IanaError {
  return new IanaError("snapshot-broken", `The registry snapshot is not readable at line ${lineNumber}: ${what}.`);
}
