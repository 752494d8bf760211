import { parseComparison } from "#core/query/comparison.ts";
import { isSentence, parseItem, parseSpan } from "#core/query/parse-item.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import { parseInUse } from "#core/query/port-in-use.ts";
import type { FreeQuery, ListItemQuery, LookupQuery } from "#core/query/query.ts";
import { DEFAULT_FREE, MAX_FREE } from "#core/query/query.ts";
import { isTransport, MAX_PORT } from "#core/registry/port.ts";

/**
 * Parses any look-up except `explain`; null for anything else. @param polite lower case, digits as 0–9, single spaces
 */
export function parseLookup(polite: string): LookupQuery | null {
  const plain = polite.replace(/(?<=\S),? (?:please|pls|plz)$/, "");
  // More of what was answered before: that is not kept.
  if (plain === "" || plain === "help" || plain === "more") return { kind: "help" };
  if (plain === "random" || plain === "thanks") return { kind: plain };
  if (plain === "news" || /^what(?:['’]?s| is) new$/.test(plain)) return { kind: "news" };
  const words = /^search (.+)$/.exec(plain)?.[1];
  if (words !== undefined) return { kind: "search", text: words };
  if (plain === "search") return null;
  const brief = withoutMore(plain);
  if (brief !== null) return parseMore(brief);
  if (/^(?:free|unused)(?: |$)/.test(plain)) return parseFree(plain);
  if (isNotation(plain)) return null;
  return parseInUse(plain) ?? parseComparison(plain) ?? parseList(plain) ?? parseItem(plain);
}

/** What a text asks for more of: the `867` of `867 more` and `more about 867`; null if it doesn't. */
export function withoutMore(plain: string): string | null {
  const [, after, before] = /^(?:more (?:about |on )?(.+)|(.+) more)$/.exec(plain) ?? [];
  const brief = after ?? before;
  // What stood before the word ends a text now, and loses its punctuation.
  return brief === undefined ? null : plainQuery(brief);
}

/** Only a number, a span or a name has more to say; the answer to anything else is whole already. */
function parseMore(brief: string): LookupQuery | null {
  const query = parseLookup(brief);
  const hasMore =
    query?.kind === "port" || query?.kind === "span" || query?.kind === "service" || query?.kind === "news";
  return hasMore ? { kind: "more", of: query } : query;
}

/** Numbers as computers and accountants write them, which would otherwise pass for names and lists. */
export function isNotation(plain: string): boolean {
  return HEXADECIMAL.test(plain) || EXPONENT.test(plain) || THOUSANDS.test(plain);
}

const HEXADECIMAL = /^0x[0-9a-f]+$/;
/** Not `80,443`, which is a list: a number of more than a thousand has few digits first, or zeros next. */
const THOUSANDS = /^(?:1?[1-9]|10|\d{2}(?=,0)),\d{3}$|^\d{1,3}(?:,\d{3})*,000$/;
const EXPONENT = /^\d+(?:\.\d+)?e\+?\d+$/;

/** `22 80 443/tcp ssh`, `80, 443 and ssh`, `ssh, home assistant`; a list of one is returned as that item. */
function parseList(plain: string): LookupQuery | null {
  if (plain.split(" ").some(isNotation)) return null;
  const numbers = plain.replace(/^ports (?=[:#]?\d)/, "");
  const parts = numbers.split(SEPARATOR).filter((part) => part !== "");
  // `64 threads, 8 cores` is not a list of numbers and names; `80 and 443 ssh` is.
  const maySplit = parts.length === 1 || parts.some(isNumber);
  const items = parts.flatMap((part) => itemsOf(part, maySplit));
  const [first] = items;
  if (first === undefined || items.includes(null)) return null;
  const read = items.filter((item) => item !== null);
  if (read.length === 1) return first;
  if (read.some(isSentence)) return null;
  // Only commas can separate names: without one, more names than numbers are a sentence.
  return plain.includes(",") || isMostlyNumbers(read) ? { kind: "list", items: read } : null;
}

const CONJUNCTION = String.raw` ?(?:\b(?:and|or|plus)\b|\bvs\b\.?|&) ?`;
/** A comma, a sign between numbers, or a conjunction next to a number: names may contain conjunctions. */
const SEPARATOR = new RegExp(
  String.raw`(?<=\d)\s*[;|+]\s*(?=\d)|\s*,\s*(?:(?:and|or) )?|(?<=\d(?:/[a-z]{3,4})?)${CONJUNCTION}(?=.)|(?<=.)${CONJUNCTION}(?=[:#]?\d)`,
);

function isNumber(part: string): boolean {
  const item = isNotation(part) ? null : parseItem(part);
  return item !== null && item.kind !== "service";
}

/** A part between separators: one item, or several separated by spaces if most are numbers. */
function itemsOf(part: string, maySplit: boolean): readonly (ListItemQuery | null)[] {
  const whole = isNotation(part) ? null : parseItem(part);
  if (!maySplit || (whole !== null && whole.kind !== "service")) return [whole];
  const words = part.split(" ").map((word) => (isNotation(word) ? null : parseItem(word)));
  const read = words.filter((word) => word !== null);
  return read.length === words.length && isMostlyNumbers(read) ? read : [whole];
}

function isMostlyNumbers(items: readonly ListItemQuery[]): boolean {
  return items.filter(({ kind }) => kind === "service").length * 2 <= items.length;
}

/**
 * Parses `free` followed by a count, a transport, `consecutive` and a span or `near` a number, each at most once, in any order; null for
 * anything else.
 * @param plain lower case, digits as 0–9, single spaces
 */
export function parseFree(plain: string): FreeQuery | null {
  let query: FreeQuery = { kind: "free", count: DEFAULT_FREE, span: null, transport: null, consecutive: false };
  const set = new Set<string>();
  // Removes spaces inside a span so that it is one word.
  const words = plain
    .replace(NEAR, (_, digits: string) => spanAround(Number(digits)))
    .replace(/\bbetween (\d+) and (?=\d)/g, "$1-")
    .replace(/(\d) ?(-|–|—|\.\.\.?| to ) ?(?=\d)/g, "$1-")
    .split(" ")
    .slice(1);
  for (const word of words) {
    if (FREE_FILLERS.has(word)) continue;
    const read = parseFreeWord(word);
    if (read === null || set.has(read.part)) return null;
    set.add(read.part);
    query = { ...query, ...read.query };
  }
  return query;
}

/** `near 8080`, in a request for free ports. */
const NEAR = /\b(?:near|nearby|around|close to|next to) (?:ports? )?(\d{4,5})\b(?! ?(?:-|–|to) ?\d)/;
/** How far from a number is still near it. */
export const NEAR_DISTANCE = 100;

/** A number that is too high stays in the span, for {@link parseSpan} to refuse. */
function spanAround(port: number): string {
  return `${port - NEAR_DISTANCE}-${Math.min(port + NEAR_DISTANCE, Math.max(port, MAX_PORT))}`;
}

const FREE_FILLERS: ReadonlySet<string> = new Set([
  "port",
  "ports",
  "please",
  "pls",
  "in",
  "from",
  "between",
  "a",
  "one",
]);

function parseFreeWord(word: string): { part: string; query: Partial<FreeQuery> } | null {
  if (/^\d+$/.test(word)) {
    const count = Number(word);
    return count >= 1 && count <= MAX_FREE ? { part: "count", query: { count } } : null;
  }
  if (isTransport(word)) return { part: "transport", query: { transport: word } };
  if (word === "consecutive") return { part: "consecutive", query: { consecutive: true } };
  const span = parseSpan(word);
  return span === null ? null : { part: "span", query: { span } };
}
