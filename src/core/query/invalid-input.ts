import { shorten } from "#core/card/fit.ts";
import { findPorts } from "#core/query/find-ports.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { isNotation } from "#core/query/parse-lookup.ts";
import type { FreeQuery, InvalidInput, LookupQuery, Problem, Query, SearchQuery } from "#core/query/query.ts";
import { isPort, MAX_PORT } from "#core/registry/port.ts";

/** Suggested when nothing closer can be derived from the input. */
export const HELP: LookupQuery = { kind: "help" };
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
  return Number(digits) > MAX_PORT ? invalid("above-65535", digits, HELP) : null;
}

/** Explains why a text isn't a look-up. @param plain as `parseLookup` takes it */
export function invalidLookup(typed: string, plain: string): InvalidInput {
  if (plain === "search") return invalid("search-for-what", typed, SEARCH_EXAMPLE);
  if (/^free(?: |$)/.test(plain)) return invalid("free-not-understood", typed, FREE_EXAMPLE);
  const negative = /^(?:ports? )?-(\d+)$/.exec(plain)?.[1];
  if (negative !== undefined) return invalid("below-0", `-${negative}`, portOr(negative, HELP));
  if (isNotation(plain)) {
    const value = Number(plain.replaceAll(",", ""));
    return isPort(value)
      ? invalid("not-decimal", typed, { kind: "port", port: value, transport: null })
      : invalid("above-65535", typed, HELP);
  }
  if (/^\d+[.,]\d+$/.test(plain)) return invalid("not-whole", typed, portOr(/^\d+/.exec(plain)?.[0] ?? "", HELP));
  const tooHigh = plain.match(/\d{5,}/g)?.find((digits) => Number(digits) > MAX_PORT);
  if (tooHigh !== undefined) return invalid("above-65535", tooHigh, withinPorts(plain));
  const withoutTransport = /^(\d+)\/[a-z]+$/.exec(plain)?.[1];
  if (withoutTransport !== undefined) return invalid("no-transport", typed, portOr(withoutTransport, HELP));
  const { certain, possible } = findPorts(plain);
  const [suggested = HELP] = [...certain, ...possible];
  return invalid("not-understood", typed, suggested);
}

/** A span that ends above 65535, up to there; help for anything else. */
function withinPorts(plain: string): Query {
  return parseItem(plain.replace(/(?<=\d ?(?:-|\.\.|to) ?)\d{5,}/, `${MAX_PORT}`)) ?? HELP;
}

function portOr(digits: string, otherwise: LookupQuery): LookupQuery {
  const port = Number(digits);
  return isPort(port) ? { kind: "port", port, transport: null } : otherwise;
}
