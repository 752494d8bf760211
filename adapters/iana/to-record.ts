import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, isTransport } from "#core/registry/port.ts";
import type { Category, RegistryRecord } from "#core/registry/record.ts";
import { parseNote } from "./parse-note.ts";
import { isPartyId, parseParties } from "./party-names.ts";
import type { RawRow } from "./raw-row.ts";
import { collapseWhitespace, unknownLayoutError } from "./raw-row.ts";

/**
 * @param names of organisations and people, by id
 * @param recordNumber counts from 1, for error messages
 * @throws IanaError `source-unknown-layout` with the record and the unknown value.
 */
export function toRecord(row: RawRow, names: ReadonlyMap<string, string>, recordNumber: number): RegistryRecord {
  const fail = (what: string) => unknownLayoutError(recordNumber, what);
  const serviceName = collapseWhitespace(row.name) || null;
  const number = row.number.trim();
  if (serviceName === null && number === "") throw fail("neither a service name nor a port number");
  const { description, replaces } = splitReplacement(collapseWhitespace(row.description));
  if (serviceName === null && description === "") throw fail("neither a service name nor a description");
  const span = number === "" ? null : parseNumbers(number, fail);
  const notes = collapseWhitespace(row.notes);
  const contacts = row.contact === row.assignee ? [] : parseParties(row.contact, names);
  return {
    span,
    transport: parseTransport(row.transport.trim(), fail),
    category: serviceName === null ? categoryOf(description) : "assigned",
    serviceName,
    description,
    assignees: parseParties(row.assignee, names),
    contacts,
    references: parseReferences(row.reference),
    registered: parseDate(row.registered.trim(), fail),
    modified: parseDate(row.modified.trim(), fail),
    serviceCode: parseServiceCode(row.serviceCode.trim(), fail),
    unauthorizedUse: parseUnauthorizedUse(row.unauthorized, span),
    aliasOf: ALIAS_NOTE.exec(notes)?.[1] ?? null,
    replaces,
    isUnassignedUse: notes.includes(UNASSIGNED_USE_NOTE) || isAssignedToOther(row.unauthorized, serviceName),
    note: parseNote(row, names),
  };
}

/** Whether a text is a valid date, as `YYYY-MM-DD` or `YYYY-MM`. */
export function isRegistryDate(text: string): boolean {
  if (!/^\d{4}-\d\d(?:-\d\d)?$/.test(text)) return false;
  const day = text.length === 7 ? `${text}-01` : text;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

type Fail = (what: string) => Error;

const ALIAS_NOTE = /This entry is an alias to "([^"]+)"/;
const REPLACEMENT_NOTE = /IANA assigned this well-formed service name as a replacement for "([^"]+)"\.?/;
const UNASSIGNED_USE_NOTE = "This entry records an unassigned but widespread use";

/** `krb524 assigned the port, nv used it without an assignment`, in the rows of both. */
function isAssignedToOther(unauthorized: string, serviceName: string | null): boolean {
  const assigned = /^(\S+) assigned the port, .+ used it without an assignment$/.exec(collapseWhitespace(unauthorized));
  return assigned !== null && assigned[1] !== serviceName;
}

/** IANA's wording of rows without a service name. */
const CATEGORY_WORDINGS: readonly (readonly [RegExp, Category])[] = [
  [/^\(?unassigned\b/i, "unassigned"],
  [/^\(?reserved\b/i, "reserved"],
  [/^\(?(?:de-?registered|removed|deprecated|de-?comm?issioned)\b/i, "withdrawn"],
];

function categoryOf(description: string): Category {
  return CATEGORY_WORDINGS.find(([wording]) => wording.test(description))?.[1] ?? "assigned";
}

function splitReplacement(description: string): { description: string; replaces: string | null } {
  const replaces = REPLACEMENT_NOTE.exec(description)?.[1] ?? null;
  return {
    description: replaces === null ? description : collapseWhitespace(description.replace(REPLACEMENT_NOTE, "")),
    replaces,
  };
}

function parseNumbers(text: string, fail: Fail): PortSpan {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) throw fail(`"${text}" is neither a port number nor a range`);
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (!isPort(first) || !isPort(last)) throw fail(`"${text}" is beyond the last port number`);
  if (first > last) throw fail(`the range "${text}" ends before it begins`);
  return { first, last };
}

function parseTransport(text: string, fail: Fail): Transport | null {
  if (text === "") return null;
  if (!isTransport(text)) throw fail(`unknown transport "${text}"`);
  return text;
}

function parseDate(text: string, fail: Fail): string | null {
  if (text === "") return null;
  if (!isRegistryDate(text)) throw fail(`"${text}" is not a date (YYYY-MM-DD or YYYY-MM)`);
  return text;
}

function parseServiceCode(text: string, fail: Fail): number | null {
  if (text === "") return null;
  // A DCCP service code has 32 bits: https://www.rfc-editor.org/rfc/rfc4340#section-8.1.2
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffff_ffff) throw fail(`"${text}" is not a service code`);
  return Number(text);
}

/**
 * The documents in a Reference cell (`[RFC7858][RFC8094]`), in order. Other references are left out: `n/a`, footnote
 * numbers, people, e-mail addresses (IANA writes them with `&`), and prose.
 */
function parseReferences(cell: string): string[] {
  const groups = Array.from(cell.matchAll(/\[([^\]]*)\]/g), ([, group = ""]) => collapseWhitespace(group));
  return groups.filter(namesDocument);
}

const MAX_REFERENCE_LENGTH = 80;

function namesDocument(reference: string): boolean {
  if (reference === "" || /^n\/a$/i.test(reference) || /^\d{1,3}$/.test(reference)) return false;
  // The snapshot file uses "; " as a separator.
  if (reference.includes("@") || reference.includes("; ")) return false;
  if (/^https?:\/\/\S+$/.test(reference)) return true;
  if (/\w&[\w-]+\.\w/.test(reference)) return false;
  if (isPartyId(reference)) return false;
  return reference.length <= MAX_REFERENCE_LENGTH;
}

/**
 * The numbers of a row that its "Unauthorized Use Reported" text is about. Numbers of other rows are left out: the text
 * of 7012 mentions 7011. A text without numbers ("yes") applies to a single number, but is ambiguous for a longer span.
 */
function parseUnauthorizedUse(text: string, row: PortSpan | null): PortSpan[] {
  if (text.trim() === "" || row === null) return [];
  const named = Array.from(text.replace(RFC, "").matchAll(NUMBERS), ([, first = "", last = first]) => ({
    first: Math.max(Number(first), row.first),
    last: Math.min(Number(last), row.last),
  }));
  if (named.length > 0) return named.filter((span) => span.first <= span.last);
  return row.first === row.last ? [row] : [];
}

const RFC = /\bRFC[ -]?\d+/gi;
const NUMBERS = /\b(\d{1,5})(?:-(\d{1,5}))?\b/g;
