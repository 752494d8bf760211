import { shorten } from "#core/card/shorten.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseExplain } from "#core/query/parse-explain.ts";
import { parseFree } from "#core/query/parse-free.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { isNotUnderstood, parseTeamQuery } from "#core/query/parse-team-query.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { InvalidInput, ListedQuery, Problem, Query } from "#core/query/query.ts";
import { MAX_PORT } from "#core/registry/port.ts";

/** Longer than any query a person types; a paste of this size is not one. */
const MAX_QUERY_LENGTH = 200;
/** A claim or a comment, with all that belongs to it. */
const MAX_TEAM_LENGTH = 1000;
/** A port book to import; Slack's and Discord's forms hold far less. */
const MAX_PASTE_LENGTH = 1_000_000;
const MAX_ECHO_LENGTH = 40;
const EXAMPLE = "867";
const SEARCH_EXAMPLE = "search time protocol";
const FREE_EXAMPLE = "free 3 udp 8000-9000";

/** Reads a query as typed after `/port`. Takes any text and never throws. */
export function parseQuery(text: string): Query | InvalidInput {
  const own = parseTeamQuery(withoutCommand(text.slice(0, MAX_PASTE_LENGTH)));
  if (own !== null && isNotUnderstood(own)) return invalid(own.problem, own.part ?? text, own.suggestion);
  if (own?.kind === "import" && text.length > MAX_PASTE_LENGTH) return invalid("import-too-long", text, "book import");
  if (own !== null && (own.kind === "import" || text.length <= MAX_TEAM_LENGTH)) return own;
  const explain = parseExplain(text);
  if (explain !== null) return explain;
  const trimmed = text.slice(0, MAX_QUERY_LENGTH * 4).trim();
  const tooLong = text.length > MAX_QUERY_LENGTH * 4 || trimmed.length > MAX_QUERY_LENGTH;
  if (tooLong) return invalid("too-long", text, EXAMPLE);
  const plain = plainQuery(withoutCommand(trimmed));
  return parsePlain(plain) ?? invalidText(trimmed, plain);
}

/** People paste the command's name along with what they typed after it. */
function withoutCommand(text: string): string {
  return text.replace(/^\s*\/port\b[ ,]*/i, "");
}

/** The problem as an answer, the typed text shortened. */
export function invalid(reason: Problem, typed: string, suggestion: string): InvalidInput {
  return { kind: "invalid", reason, input: shorten(typed, MAX_ECHO_LENGTH), suggestion };
}

/** @param plain in lower case, digits as 0–9, blanks folded */
function parsePlain(plain: string): Query | null {
  if (plain === "" || plain === "help") return { kind: "help" };
  if (plain === "random") return { kind: "random" };
  const words = /^search (.+)$/.exec(plain)?.[1];
  if (words !== undefined) return { kind: "search", text: words };
  if (plain === "search") return null;
  if (/^free(?: |$)/.test(plain)) return parseFree(plain);
  if (isNotation(plain)) return null;
  return parseList(plain) ?? parseItem(plain);
}

/** `22 80 443/tcp ssh`, `80, 443 and ssh`, `ssh, home assistant`; a list of one is that one. */
function parseList(plain: string): Query | null {
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
  String.raw`\s*,\s*(?:(?:and|or) )?|(?<=\d(?:/[a-z]{3,4})?)${CONJUNCTION}|${CONJUNCTION}(?=[:#]?\d)`,
);

/** What stands between two separators: one item, or several with blanks between them if most are numbers. */
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

/** Numbers as computers and accountants write them, which would else pass for names and lists. */
function isNotation(plain: string): boolean {
  return HEXADECIMAL.test(plain) || EXPONENT.test(plain) || THOUSANDS.test(plain);
}

const HEXADECIMAL = /^0x[0-9a-f]+$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/;
const EXPONENT = /^\d+(?:\.\d+)?e\+?\d+$/;

function invalidText(typed: string, plain: string): InvalidInput {
  if (plain === "search") return invalid("search-for-what", typed, SEARCH_EXAMPLE);
  if (/^free(?: |$)/.test(plain)) return invalid("free-not-understood", typed, FREE_EXAMPLE);
  const negative = /^(?:ports? )?-(\d+)$/.exec(plain)?.[1];
  if (negative !== undefined) return invalid("below-0", `-${negative}`, withinPorts(negative));
  if (isNotation(plain)) {
    const value = Number(plain.replaceAll(",", ""));
    const isPort = Number.isInteger(value) && value <= MAX_PORT;
    return invalid(isPort ? "not-decimal" : "above-65535", typed, isPort ? `${value}` : withinPorts(`${value}`));
  }
  if (/^\d+[.,]\d+$/.test(plain)) return invalid("not-whole", typed, withinPorts(/^\d+/.exec(plain)?.[0] ?? EXAMPLE));
  const tooHigh = plain.match(/\d{5,}/g)?.find((digits) => Number(digits) > MAX_PORT);
  if (tooHigh !== undefined) return invalid("above-65535", tooHigh, suggestBelow(plain, tooHigh));
  const withoutTransport = /^(\d+)\/[a-z]+$/.exec(plain)?.[1];
  if (withoutTransport !== undefined) return invalid("no-transport", typed, withinPorts(withoutTransport));
  const span = /^(?:ports? )?(\d+ ?[-–—.]+ ?\d+)/.exec(plain)?.[1];
  if (span !== undefined && parsePlain(span) !== null) return invalid("not-understood", typed, span);
  const digits = /(?:(?<=:)|(?<![\p{L}\p{N}.]))\d{1,5}(?![\p{L}\p{N}.])/u.exec(plain)?.[0];
  return invalid("not-understood", typed, digits === undefined ? EXAMPLE : withinPorts(digits));
}

/** The same query with what is too high brought down: the end of a span to the highest port, a number to its beginning. */
function suggestBelow(plain: string, tooHigh: string): string {
  const bare = plain.replace(/^ports? /, "");
  const clamped = bare.replace(/(?<=\d ?(?:-|–|—|\.\.|to) ?)\d{5,}/, `${MAX_PORT}`).replace(/\d{5,}/g, withinPorts);
  const query = parsePlain(clamped);
  return query === null || query.kind === "service" ? withinPorts(tooHigh) : formatQuery(query);
}

/** The longest beginning of a number that is a port number: 70000 → 7000. */
function withinPorts(digits: string): string {
  let kept = digits.replace(/^0+(?=\d)/, "").slice(0, 5);
  while (Number(kept) > MAX_PORT) kept = kept.slice(0, -1);
  return kept;
}
