import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import { NO_STRUCTURED } from "#core/explain/structured/parse-structured.ts";
import { HELP, invalid, invalidLookup } from "#core/query/invalid-input.ts";
import { parseExplain } from "#core/query/parse-explain.ts";
import { parsePort } from "#core/query/parse-item.ts";
import { parseLookup } from "#core/query/parse-lookup.ts";
import type { IsPortSet } from "#core/query/parse-port-set.ts";
import { parsePortSet } from "#core/query/parse-port-set.ts";
import { isTeamQueryError, parseTeamQuery } from "#core/query/parse-team-query.ts";
import { plainQuery, withoutCommandName } from "#core/query/plain-query.ts";
import type { ParsedQuery, PortQuery } from "#core/query/query.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

/** Longer than any query people type. */
const MAX_QUERY_LENGTH = 200;
/** A claim or feedback comment, with all of its text. */
const MAX_TEAM_LENGTH = 1000;
/** A port book to import. Slack's and Discord's forms hold far less. */
const MAX_PASTE_LENGTH = 1_000_000;

/**
 * Parses a query as typed after `/port`. Accepts any text and never throws.
 * @param portByName resolves service names that a tool printed instead of numbers
 * @param isPortSet tells which of the names in `ports for NAME` are systems; any, unless given
 * @param parseStructured parses the YAML and XML of a paste
 */
export function parseQuery(
  text: string,
  portByName: PortByName = NO_PORT_NAMES,
  isPortSet: IsPortSet = () => true,
  parseStructured: ParseStructured = NO_STRUCTURED,
): ParsedQuery {
  return (
    parseNumber(text) ??
    parseTeam(text) ??
    parseExplain(text, portByName, parseStructured) ??
    parseShort(text, isPortSet)
  );
}

/** The most common question, which needs none of the other patterns. */
function parseNumber(text: string): PortQuery | null {
  return /^\d{1,5}$/.test(text) ? parsePort(text) : null;
}

function parseTeam(text: string): ParsedQuery | null {
  const query = parseTeamQuery(withoutCommandName(text.slice(0, MAX_PASTE_LENGTH)));
  if (query === null) return null;
  if (isTeamQueryError(query)) return invalid(query.problem, query.part ?? text, query.suggested);
  if (query.kind !== "import") return text.length > MAX_TEAM_LENGTH ? null : query;
  const isWhole = text.length <= MAX_PASTE_LENGTH;
  return isWhole ? query : invalid("import-too-long", text, { kind: "import", dryRun: false, text: "" });
}

function parseShort(text: string, isPortSet: IsPortSet): ParsedQuery {
  const trimmed = text.slice(0, MAX_QUERY_LENGTH * 4).trim();
  const isTooLong = text.length > MAX_QUERY_LENGTH * 4 || trimmed.length > MAX_QUERY_LENGTH;
  if (isTooLong) return invalid("too-long", text, HELP);
  const plain = plainQuery(withoutCommandName(trimmed));
  return parsePortSet(plain, isPortSet) ?? parseLookup(plain) ?? invalidLookup(trimmed, plain);
}
