import { parseFree } from "#core/query/parse-free.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { ListedQuery, LookupQuery } from "#core/query/query.ts";

/** Any look-up but `explain`; null for anything else. @param plain in lower case, digits as 0–9, blanks folded */
export function parseLookup(plain: string): LookupQuery | null {
  if (plain === "" || plain === "help") return { kind: "help" };
  if (plain === "random") return { kind: "random" };
  const words = /^search (.+)$/.exec(plain)?.[1];
  if (words !== undefined) return { kind: "search", text: words };
  if (plain === "search") return null;
  if (/^free(?: |$)/.test(plain)) return parseFree(plain);
  if (isNotation(plain)) return null;
  return parseList(plain) ?? parseItem(plain);
}

/** Numbers as computers and accountants write them, which would otherwise pass for names and lists. */
export function isNotation(plain: string): boolean {
  return HEXADECIMAL.test(plain) || EXPONENT.test(plain) || THOUSANDS.test(plain);
}

const HEXADECIMAL = /^0x[0-9a-f]+$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/;
const EXPONENT = /^\d+(?:\.\d+)?e\+?\d+$/;

/** `22 80 443/tcp ssh`, `80, 443 and ssh`, `ssh, home assistant`; a list of one is that one. */
function parseList(plain: string): LookupQuery | null {
  if (plain.split(" ").some(isNotation)) return null;
  const parts = plain.split(SEPARATOR).filter((part) => part !== "");
  const items = parts.flatMap(itemsOf);
  const [first] = items;
  if (first === undefined || items.includes(null)) return null;
  const read = items.filter((item) => item !== null);
  if (read.length === 1) return first;
  // Only commas can separate names from each other: without one, more names than numbers are a sentence.
  return plain.includes(",") || mostlyNumbers(read) ? { kind: "list", items: read } : null;
}

const CONJUNCTION = String.raw` ?(?:\b(?:and|or)\b|&) ?`;
/** A comma, or a conjunction with a number beside it: names may have one in them. */
const SEPARATOR = new RegExp(
  String.raw`\s*,\s*(?:(?:and|or) )?|(?<=\d(?:/[a-z]{3,4})?)${CONJUNCTION}(?=.)|(?<=.)${CONJUNCTION}(?=[:#]?\d)`,
);

/** The part between two separators: one item, or several with blanks between them if most are numbers. */
function itemsOf(part: string): readonly (ListedQuery | null)[] {
  const whole = isNotation(part) ? null : parseItem(part);
  if (whole !== null && whole.kind !== "service") return [whole];
  const words = part.split(" ").map((word) => (isNotation(word) ? null : parseItem(word)));
  const read = words.filter((word) => word !== null);
  return read.length === words.length && mostlyNumbers(read) ? read : [whole];
}

function mostlyNumbers(items: readonly ListedQuery[]): boolean {
  return items.filter(({ kind }) => kind === "service").length * 2 <= items.length;
}
