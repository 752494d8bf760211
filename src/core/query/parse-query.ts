import { toAsciiDigits } from "#core/query/digits.ts";
import { parseFree } from "#core/query/parse-free.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { InvalidInput, ListedQuery, Problem, Query } from "#core/query/query.ts";
import { MAX_PORT } from "#core/registry/port.ts";

/** Longer than any query a person types; a paste of this size is not one. */
const MAX_QUERY_LENGTH = 200;
const MAX_ECHO_LENGTH = 40;
const EXAMPLE = "867";
const SEARCH_EXAMPLE = "search time protocol";
const FREE_EXAMPLE = "free 3 udp 8000-9000";

/** Reads a query as typed after `/port`. Takes any text and never throws. */
export function parseQuery(text: string): Query | InvalidInput {
  const trimmed = text.slice(0, MAX_QUERY_LENGTH * 4).trim();
  const tooLong = text.length > MAX_QUERY_LENGTH * 4 || trimmed.length > MAX_QUERY_LENGTH;
  if (tooLong) return invalid("too-long", text, EXAMPLE);
  const plain = toAsciiDigits(trimmed)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,?]+$/g, "");
  return parsePlain(plain) ?? invalidText(trimmed, plain);
}

/** The problem as an answer, the typed text shortened. */
export function invalid(reason: Problem, typed: string, suggestion: string): InvalidInput {
  const characters = [...typed.slice(0, MAX_ECHO_LENGTH * 2)];
  const long = typed.length > MAX_ECHO_LENGTH * 2 || characters.length > MAX_ECHO_LENGTH;
  const input = long ? `${characters.slice(0, MAX_ECHO_LENGTH).join("")}…` : typed;
  return { kind: "invalid", reason, input, suggestion };
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
  return parseListed(plain) ?? parseItem(plain);
}

/** Commas part a list wherever they stand; blanks only where one of the parts is a number. */
function parseListed(plain: string): Query | null {
  const whole = parseItem(plain);
  if (whole !== null && whole.kind !== "service") return null;
  const commas = plain.includes(",");
  const parts = plain.split(commas ? /\s*,\s*/ : " ").filter((part) => part !== "");
  const items: ListedQuery[] = parts.flatMap((part) => (isNotation(part) ? [] : (parseItem(part) ?? [])));
  if (items.length !== parts.length) return null;
  const [first] = items;
  if (first === undefined || items.length === 1) return first ?? null;
  // More words than numbers are a sentence or a name, not a list.
  const names = items.filter(({ kind }) => kind === "service").length;
  return commas || names * 2 <= items.length ? { kind: "list", items } : null;
}

/** Numbers as computers write them, which would else pass for names. */
function isNotation(plain: string): boolean {
  return HEXADECIMAL.test(plain) || EXPONENT.test(plain);
}

const HEXADECIMAL = /^0x[0-9a-f]+$/;
const EXPONENT = /^\d+(?:\.\d+)?e\+?\d+$/;

function invalidText(typed: string, plain: string): InvalidInput {
  if (plain === "search") return invalid("search-for-what", typed, SEARCH_EXAMPLE);
  if (/^free(?: |$)/.test(plain)) return invalid("free-not-understood", typed, FREE_EXAMPLE);
  if (/^-\d+$/.test(plain)) return invalid("below-0", typed, withinPorts(plain.slice(1)));
  if (isNotation(plain)) {
    const value = Number(plain);
    return invalid("not-decimal", typed, Number.isInteger(value) && value <= MAX_PORT ? `${value}` : EXAMPLE);
  }
  if (/^\d+[.,]\d+$/.test(plain)) return invalid("not-whole", typed, withinPorts(/^\d+/.exec(plain)?.[0] ?? EXAMPLE));
  const tooHigh = plain.match(/\d{5,}/g)?.find((digits) => Number(digits) > MAX_PORT);
  if (tooHigh !== undefined && /^[\d\s.,:/\-–—a-z]+$/.test(plain)) {
    const suggestion = plain.replace(/\d{5,}/g, withinPorts);
    return invalid("above-65535", tooHigh, parsePlain(suggestion) === null ? withinPorts(tooHigh) : suggestion);
  }
  const digits = /(?<![\p{L}\p{N}])\d{1,5}(?![\p{L}\p{N}])/u.exec(plain)?.[0];
  return invalid("not-understood", typed, digits === undefined ? EXAMPLE : withinPorts(digits));
}

/** The longest beginning of a number that is a port number: 70000 → 7000. */
function withinPorts(digits: string): string {
  let kept = digits.replace(/^0+(?=\d)/, "").slice(0, 5);
  while (Number(kept) > MAX_PORT) kept = kept.slice(0, -1);
  return kept;
}
