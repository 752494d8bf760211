import { assertNever } from "#core/card/card.ts";
import type { Manner } from "#core/chat-platform.ts";
import { EXAMPLE, invalid } from "#core/query/invalid-input.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { claimExample } from "#core/query/parse-claim.ts";
import { explainQuery, parseListing } from "#core/query/parse-explain.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { ParsedQuery, Query, TeamQuery } from "#core/query/query.ts";
import { PROBLEMS, withoutCommandName } from "#core/query/query.ts";
import { countWords, findServiceName, isShortName, MAX_SENTENCE, readSentence } from "#core/query/read-sentence.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";
import type { Visibility } from "#core/team/settings.ts";
import { VISIBILITIES } from "#core/team/settings.ts";

/** A question's text as a query, with the visibility if the text gives one. */
export interface ParsedQuestion {
  readonly query: ParsedQuery;
  readonly visibility?: Visibility;
}

/**
 * Parses a question's text, once. Accepts any text and never throws. A command may end with its visibility: `867
 * public`.
 * @param portByName resolves service names that a tool printed instead of numbers
 */
export function readQuestion(
  { text, manner }: { readonly text: string; readonly manner: Manner },
  portByName: PortByName = NO_PORT_NAMES,
): ParsedQuestion {
  switch (manner) {
    case "mention":
      return { query: readMessage(text, portByName) };
    case "foreign":
      return { query: readForeignMessage(text, portByName) };
    case "command": {
      const { command, visibility } = splitVisibility(text);
      const query = readCommand(command, portByName);
      return visibility === undefined ? { query } : { query, visibility };
    }
    default:
      return assertNever(manner);
  }
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
export function readCommand(text: string, portByName: PortByName = NO_PORT_NAMES): ParsedQuery {
  const query = parseQuery(text, portByName);
  const asked = query.kind === "more" ? query.of : query;
  if (asked.kind === "service") {
    const isSentence = !isShortName(asked.name) || /(?<![\w.-])\d+(?![\w.-])/.test(asked.name);
    return isSentence ? (parseListing(text, portByName) ?? interpret(query, text)) : query;
  }
  if (query.kind !== "invalid") return query;
  const mayBeSentence = PROBLEMS[query.reason] !== "team" && !SHELL_SIGNS.test(text);
  return parseListing(text, portByName) ?? (mayBeSentence ? readAddressed(text, query) : null) ?? query;
}

/** Text that looks like shell input isn't read as a sentence. */
const SHELL_SIGNS = /[;&|<>$`\\]/;

/**
 * Parses a message that mentions Portcall: a query or listing if it is nothing else, otherwise the span, free ports or
 * ports its sentences name, otherwise the service they ask for.
 */
export function readMessage(text: string, portByName: PortByName = NO_PORT_NAMES): ParsedQuery {
  const query = parseQuery(text, portByName);
  return isCertain(query, text) ? query : (parseListing(text, portByName) ?? interpret(query, text));
}

/**
 * Parses a message that the asker points at: the listing in it, otherwise the ports its sentences name. Commands in it
 * belong to its author and are never executed, and words without a number are more likely talk than service names.
 */
function readForeignMessage(text: string, portByName: PortByName): ParsedQuery {
  const query = parseQuery(text, portByName);
  if (query.kind === "explain" && query.text !== "") return query;
  const isNumber = query.kind !== "invalid" && !isTeamQuery(query) && !hasNames(query);
  const sentence = () => (isNumber ? query : readSentence(text).certain);
  return listingOrElse(text, () => (isCertain(query, text) ? null : sentence()), portByName);
}

/** Parses a text that isn't addressed to Portcall: the listing in it, otherwise the ports its sentences name. */
export function readUnaddressed(text: string, portByName: PortByName): ParsedQuery {
  return listingOrElse(text, () => readSentence(text).certain, portByName);
}

function listingOrElse(text: string, otherwise: () => ParsedQuery | null, portByName: PortByName): ParsedQuery {
  const listing = explainQuery(text, portByName);
  const other = listing.paste.listeners.length > 0 ? null : otherwise();
  return other !== null && namesPorts(other) ? other : listing;
}

function namesPorts(query: ParsedQuery): boolean {
  if (query.kind === "list") return query.items.some(({ kind }) => kind !== "service");
  return query.kind === "port" || query.kind === "span";
}

/** A request to explain, or a team query that can't be the start of a sentence. */
function isCertain(query: ParsedQuery, text: string): boolean {
  return query.kind === "explain" || (isTeamQuery(query) && isTeamQueryMeant(query, text));
}

/** Resolves text that parses as this query but may be a sentence. */
function interpret(query: ParsedQuery, text: string): ParsedQuery {
  if (query.kind === "claim") return invalid("claim-not-understood", text, claimExample(query.span));
  if (isTeamQuery(query)) return readSentence(text).certain ?? query;
  if (query.kind !== "invalid" && !hasNames(query)) return query;
  const isTeamProblem = query.kind === "invalid" && PROBLEMS[query.reason] === "team";
  const nothingFound = isTeamProblem ? query : invalid("no-port-in-message", text, EXAMPLE);
  return readAddressed(text, query) ?? (isNumberProblem(query) ? query : (readNames(query, text) ?? nothingFound));
}

/** The ports of a text that is for Portcall, or the question whether it means them; null if it has no numbers. */
function readAddressed(text: string, query: ParsedQuery): ParsedQuery | null {
  // A port in a sentence beats an id, a phone number or a rule number in it.
  if (isNumberProblem(query) && !SENTENCE.test(text)) return null;
  const { certain, possible } = readSentence(text);
  return certain ?? possible;
}

function isNumberProblem(query: ParsedQuery): boolean {
  return query.kind === "invalid" && PROBLEMS[query.reason] === "number";
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

/** Any letters but those of a number: `0x50`, `1e3`, `70000/tcp`. */
const SENTENCE = /\p{L}{2}.*[\s,;]|[\s,;].*\p{L}{2}/su;

const QUOTES = /["“”„«»]/;
/** With more words after `book` it is a sentence. */
const MAX_SEARCH_WORDS = 2;

/** A name or a list with a name may be the words of a sentence. */
function hasNames(query: Query): boolean {
  if (query.kind === "more") return hasNames(query.of);
  return query.kind === "service" || (query.kind === "list" && query.items.some(({ kind }) => kind === "service"));
}

function readNames(query: ParsedQuery, text: string): Query | null {
  if (query.kind === "more") return query.of.kind === "service" && isShortName(query.of.name) ? query : null;
  const isList =
    query.kind === "list" && query.items.every((item) => item.kind !== "service" || isShortName(item.name));
  return isList ? query : findServiceName(text);
}
