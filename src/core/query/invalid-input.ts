import { shorten } from "#core/card/fit.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { isNotation, parseLookup } from "#core/query/parse-lookup.ts";
import type { FreeQuery, InvalidInput, PortQuery, Problem, Query, SearchQuery } from "#core/query/query.ts";
import { MAX_PORT } from "#core/registry/port.ts";

/** Suggested when nothing closer can be derived from the input. */
export const EXAMPLE: PortQuery = { kind: "port", port: 867, transport: null };
const SEARCH_EXAMPLE: SearchQuery = { kind: "search", text: "time protocol" };
const FREE_EXAMPLE: FreeQuery = {
  kind: "free",
  count: 3,
  span: { first: 8000, last: 9000 },
  transport: "udp",
  consecutive: false,
};
const MAX_ECHO_LENGTH = 40;

/** An invalid input as an answer, with the typed text shortened. */
export function invalid(reason: Problem, typed: string, suggested: Query): InvalidInput {
  const input = shorten(typed, MAX_ECHO_LENGTH);
  return { kind: "invalid", reason, input, suggestion: formatQuery(suggested), suggested };
}

/** The problem with a number above 65535; null for a valid port. @param digits at least five digits */
export function invalidPort(digits: string): InvalidInput | null {
  return Number(digits) > MAX_PORT ? invalid("above-65535", digits, nearestPort(digits)) : null;
}

/** Explains why a text isn't a look-up. @param plain as `parseLookup` takes it */
export function invalidLookup(typed: string, plain: string): InvalidInput {
  if (plain === "search") return invalid("search-for-what", typed, SEARCH_EXAMPLE);
  if (/^free(?: |$)/.test(plain)) return invalid("free-not-understood", typed, FREE_EXAMPLE);
  const negative = /^(?:ports? )?-(\d+)$/.exec(plain)?.[1];
  if (negative !== undefined) return invalid("below-0", `-${negative}`, nearestPort(negative));
  if (isNotation(plain)) {
    const value = Number(plain.replaceAll(",", ""));
    const isPort = Number.isInteger(value) && value <= MAX_PORT;
    return invalid(isPort ? "not-decimal" : "above-65535", typed, nearestPort(`${value}`));
  }
  if (/^\d+[.,]\d+$/.test(plain)) return invalid("not-whole", typed, nearestPort(/^\d+/.exec(plain)?.[0] ?? ""));
  const tooHigh = plain.match(/\d{5,}/g)?.find((digits) => Number(digits) > MAX_PORT);
  if (tooHigh !== undefined) return invalid("above-65535", tooHigh, lowerNumbers(plain, tooHigh));
  const withoutTransport = /^(\d+)\/[a-z]+$/.exec(plain)?.[1];
  if (withoutTransport !== undefined) return invalid("no-transport", typed, nearestPort(withoutTransport));
  const span = /^(?:ports? )?(\d+ ?[-–—.]+ ?\d+)/.exec(plain)?.[1];
  const suggested = span === undefined ? null : parseItem(span);
  if (suggested !== null) return invalid("not-understood", typed, suggested);
  const digits = /(?:(?<=:)|(?<![\p{L}\p{N}.]))\d{1,5}(?![\p{L}\p{N}.])/u.exec(plain)?.[0];
  return invalid("not-understood", typed, digits === undefined ? EXAMPLE : nearestPort(digits));
}

/** The same query with numbers above 65535 lowered: the end of a span to 65535, others to their first digits. */
function lowerNumbers(plain: string, tooHigh: string): Query {
  const bare = plain.replace(/^ports? /, "");
  const lowered = bare
    .replace(/(?<=\d ?(?:-|–|—|\.\.|to) ?)\d{5,}/, `${MAX_PORT}`)
    .replace(/\d{5,}/g, (digits) => `${nearestPort(digits).port}`);
  const query = parseLookup(lowered);
  return query === null || query.kind === "service" ? nearestPort(tooHigh) : query;
}

/** The longest prefix that is a valid port: 70000 → 7000. */
function nearestPort(digits: string): PortQuery {
  let kept = digits.replace(/^0+(?=\d)/, "").slice(0, 5);
  while (Number(kept) > MAX_PORT) kept = kept.slice(0, -1);
  return { kind: "port", port: Number(kept), transport: null };
}
