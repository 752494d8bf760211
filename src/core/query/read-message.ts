import { assertNever } from "#core/card/card.ts";
import type { Manner } from "#core/chat-platform.ts";
import { findPortSet } from "#core/query/find-port-set.ts";
import { hasNames, interpretCommand, interpretMessage, mayBeSentence } from "#core/query/interpret.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { explainQuery, parseListing } from "#core/query/parse-explain.ts";
import { hasSeparateNumber } from "#core/query/parse-item.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { plainQuery, withoutCommandName } from "#core/query/plain-query.ts";
import type { Comparison, ParsedQuery, TeamQuery } from "#core/query/query.ts";
import { PROBLEMS } from "#core/query/query.ts";
import type { ReadContext } from "#core/query/read-context.ts";
import { NO_CONTEXT } from "#core/query/read-context.ts";
import { countWords, isShortName, MAX_SENTENCE, readSentence } from "#core/query/read-sentence.ts";
import type { Visibility } from "#core/team/settings.ts";
import { VISIBILITIES } from "#core/team/settings.ts";

/** A number as it was typed, and the query it is: `0x363` and `867`. */
export interface Notation {
  readonly typed: string;
  readonly meant: string;
}

/** A question's text as a query, with the visibility if the text gives one. */
export interface ParsedQuestion {
  readonly query: ParsedQuery;
  readonly visibility?: Visibility;
  /** Set if the number was typed in another notation. */
  readonly notation?: Notation;
}

/**
 * Parses a question's text, once. Accepts any text and never throws. A command may end with its visibility: `867
 * public`.
 */
export function readQuestion(
  { text, manner }: { readonly text: string; readonly manner: Manner },
  context: ReadContext = NO_CONTEXT,
): ParsedQuestion {
  switch (manner) {
    case "mention":
      return resolveNotation(readMessage(text, context));
    case "foreign":
      return { query: readForeignMessage(text, context) };
    case "command": {
      const { command, visibility } = splitVisibility(text);
      const parsed = resolveNotation(readCommand(command, context));
      return visibility === undefined ? parsed : { ...parsed, visibility };
    }
    default:
      return assertNever(manner);
  }
}

/** A number in another notation is answered, with a word about it. */
function resolveNotation(query: ParsedQuery): ParsedQuestion {
  if (query.kind !== "invalid" || PROBLEMS[query.reason] !== "notation") return { query };
  return { query: query.suggested, notation: { typed: query.input, meant: query.suggestion } };
}

function splitVisibility(text: string): { readonly command: string; readonly visibility?: Visibility } {
  if (text.length > MAX_SENTENCE) return { command: text };
  const [, command = "", word = ""] = /^(.*\S)[ \t]+(public|private)[ \t]*$/i.exec(text) ?? [];
  const visibility = VISIBILITIES.find((each) => each === word.toLowerCase());
  return visibility === undefined || OPEN_ENDED.test(withoutCommandName(command).trim())
    ? { command: text }
    : { command, visibility };
}

/** Team queries that end in free text or in this setting: the last word belongs to them. */
const OPEN_ENDED =
  /^(?:claim\s+\S|undo$|(?:feedback|book(?!\s+history(?![\w.-])))(?![\w.-])|set[\s=:,](?:.*[\s=:,])?answers?(?:[\s=:,]+to)?[\s=:,]*$)/i;

/** Parses the text after a command: a query, or the sentence or listing typed in its place. */
export function readCommand(text: string, context: ReadContext = NO_CONTEXT): ParsedQuery {
  const query = parseQuery(text, context.portByName, context.isPortSet, context.parseStructured);
  return findPortSet(text, query, context) ?? readOtherCommand(query, text, context);
}

function readOtherCommand(parsed: ParsedQuery, text: string, context: ReadContext): ParsedQuery {
  // `iec 104` is one name.
  const whole = parsed.kind === "list" ? plainQuery(withoutCommandName(text)) : "";
  const isName = /^[^,;|]*\p{L}[^,;|]*$/u.test(whole) && context.names.sourceOf(whole) === "known-use";
  const query: ParsedQuery = isName ? { kind: "service", name: whole.replaceAll(" ", "-") } : parsed;
  const asked = query.kind === "more" ? query.of : query;
  if (asked.kind === "service") {
    const isSentence = !isShortName(asked.name) || hasSeparateNumber(asked.name);
    const listing = isSentence ? parseListing(text, context.portByName, context.parseStructured) : null;
    if (listing !== null) return listing;
    return (
      interpretCommand(query, text, context.names) ??
      (isSentence ? interpretMessage(query, text, context.names) : query)
    );
  }
  if (mayBeSentence(query, context.names)) {
    const meant = interpretCommand(query, text, context.names);
    // A comparison with a name that nothing has says so.
    return meant === null || (query.kind === "compare" && meant.kind !== "compare") ? query : meant;
  }
  if (query.kind !== "invalid") return query;
  const isPerhapsSentence = PROBLEMS[query.reason] !== "team" && !SHELL_SIGNS.test(text);
  const listing = parseListing(text, context.portByName, context.parseStructured);
  return listing ?? (isPerhapsSentence ? interpretCommand(query, text, context.names) : null) ?? query;
}

/** Text that looks like shell input isn't read as a sentence. */
const SHELL_SIGNS = /[;&|<>$`\\]/;

/**
 * Parses a message that mentions Portcall: a query or listing if it is nothing else, otherwise the span, free ports or
 * ports its sentences name, otherwise the service they ask for.
 */
export function readMessage(text: string, context: ReadContext = NO_CONTEXT): ParsedQuery {
  const query = parseQuery(text, context.portByName, context.isPortSet, context.parseStructured);
  if (isCertain(query, text)) return query;
  return (
    findPortSet(text, query, context) ??
    parseListing(text, context.portByName, context.parseStructured) ??
    interpretMessage(query, text, context.names)
  );
}

/**
 * Parses a message that the asker points at: the listing in it, otherwise the ports its sentences name. Commands in it
 * belong to its author and are never executed, and words without a number are more likely talk than service names.
 */
function readForeignMessage(text: string, context: ReadContext): ParsedQuery {
  const query = parseQuery(text, context.portByName, context.isPortSet, context.parseStructured);
  if (query.kind === "explain" && query.text !== "") return query;
  const isNumber = query.kind !== "invalid" && !isTeamQuery(query) && !hasNames(query);
  const sentence = () => (isNumber ? query : readSentence(text, context.names).certain);
  return listingOrElse(text, () => (isCertain(query, text) ? null : sentence()), context);
}

/**
 * Parses a text that isn't addressed to Portcall: the listing in it, otherwise the ports its sentences name.
 *
 * @param comparison what to compare the listing in it with
 */
export function readUnaddressed(text: string, context: ReadContext, comparison: Comparison | null): ParsedQuery {
  return listingOrElse(text, () => readSentence(text, context.names).certain, context, comparison);
}

function listingOrElse(
  text: string,
  otherwise: () => ParsedQuery | null,
  context: ReadContext,
  comparison: Comparison | null = null,
): ParsedQuery {
  const listing = explainQuery(text, context.portByName, context.parseStructured, comparison);
  const other = listing.paste.listeners.length > 0 ? null : otherwise();
  return other !== null && namesPorts(other) ? other : listing;
}

function namesPorts(query: ParsedQuery): boolean {
  if (query.kind === "list") return query.items.some(({ kind }) => kind !== "service");
  return query.kind === "port" || query.kind === "span" || query.kind === "in-use";
}

/** A request to explain, or a team query that can't be the start of a sentence. */
function isCertain(query: ParsedQuery, text: string): boolean {
  return query.kind === "explain" || (isTeamQuery(query) && isTeamQueryMeant(query, text));
}

/** Whether a message is a team query rather than a sentence that starts with the same words. */
function isTeamQueryMeant(query: TeamQuery, text: string): boolean {
  switch (query.kind) {
    case "claim":
      return query.description === "" || QUOTES.test(text);
    case "book":
      return countWords(query.text) <= MAX_SEARCH_WORDS;
    default:
      return true;
  }
}

const QUOTES = /["“”„«»]/;
/** With more words after `book` it is a sentence. */
const MAX_SEARCH_WORDS = 2;
