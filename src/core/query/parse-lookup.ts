import { parseItem, parseSpan } from "#core/query/parse-item.ts";
import type { FreeQuery, ListedQuery, LookupQuery } from "#core/query/query.ts";
import { DEFAULT_FREE, MAX_FREE } from "#core/query/query.ts";
import { isTransport } from "#core/registry/port.ts";

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

/**
 * `free`, with a count, a transport, `consecutive` and a span after it, each at most once and in any order; null for
 * anything else. @param plain in lower case, digits as 0–9, blanks folded
 */
export function parseFree(plain: string): FreeQuery | null {
  let query: FreeQuery = { kind: "free", count: DEFAULT_FREE, span: null, transport: null, consecutive: false };
  const set = new Set<string>();
  // A span may be written with blanks; closing them up makes it one word.
  const words = plain
    .replace(/(\d) ?(-|–|—|\.\.\.?| to ) ?(?=\d)/g, "$1-")
    .split(" ")
    .slice(1);
  for (const word of words) {
    if (word === "port" || word === "ports") continue;
    const read = readWord(word);
    if (read === null || set.has(read.part)) return null;
    set.add(read.part);
    query = { ...query, ...read.query };
  }
  return query;
}

function readWord(word: string): { part: string; query: Partial<FreeQuery> } | null {
  if (/^\d+$/.test(word)) {
    const count = Number(word);
    return count >= 1 && count <= MAX_FREE ? { part: "count", query: { count } } : null;
  }
  if (isTransport(word)) return { part: "transport", query: { transport: word } };
  if (word === "consecutive") return { part: "consecutive", query: { consecutive: true } };
  const span = parseSpan(word);
  return span === null ? null : { part: "span", query: { span } };
}
