import { assertNever } from "#core/card/card.ts";
import type { Manner } from "#core/chat-platform.ts";
import { EXAMPLE, invalid } from "#core/query/invalid-input.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { claimExample } from "#core/query/parse-claim.ts";
import { explainQuery, parseListing } from "#core/query/parse-explain.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { ParsedQuery, Query, TeamQuery } from "#core/query/query.ts";
import { PROBLEMS, withoutCommandName } from "#core/query/query.ts";
import { isShortName, MAX_SENTENCE, readSentence, serviceAskedFor, wordsIn } from "#core/query/read-sentence.ts";
import type { PortNamed } from "#core/registry/named-ports.ts";
import { NO_NAMES } from "#core/registry/named-ports.ts";
import type { Visibility } from "#core/team/settings.ts";
import { VISIBILITIES } from "#core/team/settings.ts";

/** A question's text as a query, and who is to see the answer where the text says so. */
export interface ReadQuestion {
  readonly query: ParsedQuery;
  readonly visibility?: Visibility;
}

/**
 * Reads a question's text, once. Takes any text and never throws. A command may end in who is to see the answer:
 * `867 public`.
 *
 * @param portNamed for pastes in which a tool printed names in place of numbers
 */
export function readQuestion(
  { text, manner }: { readonly text: string; readonly manner: Manner },
  portNamed: PortNamed = NO_NAMES,
): ReadQuestion {
  switch (manner) {
    case "mention":
      return { query: readMessage(text, portNamed) };
    case "foreign":
      return { query: readForeign(text, portNamed) };
    case "command": {
      const { command, visibility } = splitVisibility(text);
      const query = readCommand(command, portNamed);
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

/** Team queries that end in words of the person's own, or in this setting: their last word belongs to them. */
const OPEN_ENDED =
  /^(?:claim\s+\S|undo$|(?:feedback|book(?!\s+history(?![\w.-])))(?![\w.-])|set\s(?:.*[\s=:,])?answers?(?:[\s=:,]+to)?[=:,]?$)/i;

/** Reads what was typed after a command: a query, or the sentence or the listing that somebody typed instead of one. */
export function readCommand(text: string, portNamed: PortNamed = NO_NAMES): ParsedQuery {
  const query = parseQuery(text, portNamed);
  if (query.kind === "service") {
    const isSentence = !isShortName(query.name) || /(?<![\w.-])\d+(?![\w.-])/.test(query.name);
    return isSentence ? (parseListing(text, portNamed) ?? interpret(query, text)) : query;
  }
  if (query.kind !== "invalid") return query;
  const mayBeSentence = query.reason === "not-understood" && !SHELL_SIGNS.test(text);
  return parseListing(text, portNamed) ?? (mayBeSentence ? readSentence(text) : null) ?? query;
}

/** What somebody pastes into a shell is not guessed at. */
const SHELL_SIGNS = /[;&|<>$`\\]/;

/**
 * Reads what a message that mentions Portcall asks: the query or the listing the whole message is, or else the span, the
 * free ports or the ports its sentences name, or else the service they ask for.
 */
export function readMessage(text: string, portNamed: PortNamed = NO_NAMES): ParsedQuery {
  const query = parseQuery(text, portNamed);
  return isCertain(query, text) ? query : (parseListing(text, portNamed) ?? interpret(query, text));
}

/**
 * Reads a message of somebody else's that the asker points at: the listing in it, or else the ports its sentences name.
 * Otherwise there is nothing to explain: it may read like a command of its author, which is never carried out for the
 * asker, and words without a number are more likely talk than names of services.
 */
function readForeign(text: string, portNamed: PortNamed): ParsedQuery {
  const query = parseQuery(text, portNamed);
  if (query.kind === "explain" && query.text !== "") return query;
  return listingOr(text, () => (isCertain(query, text) ? null : interpret(query, text)), portNamed);
}

/** Reads a text that is not a question: the listing in it, or else the ports its sentences name. */
export function readPasted(text: string, portNamed: PortNamed): ParsedQuery {
  return listingOr(text, () => readSentence(text), portNamed);
}

function listingOr(text: string, otherwise: () => ParsedQuery | null, portNamed: PortNamed): ParsedQuery {
  const listing = explainQuery(text, portNamed);
  const other = listing.paste.listeners.length > 0 ? null : otherwise();
  return other !== null && namesPorts(other) ? other : listing;
}

function namesPorts(query: ParsedQuery): boolean {
  if (query.kind === "list") return query.items.some(({ kind }) => kind !== "service");
  return query.kind === "port" || query.kind === "span";
}

/** A request to explain, or a team query that no sentence begins with. */
function isCertain(query: ParsedQuery, text: string): boolean {
  return query.kind === "explain" || (isTeamQuery(query) && isMeant(query, text));
}

/** What a message asks whose text the grammar reads as the query: its words may be those of a sentence. */
function interpret(query: ParsedQuery, text: string): ParsedQuery {
  if (query.kind === "claim") return invalid("claim-not-understood", text, claimExample(query.span));
  if (isTeamQuery(query)) return readSentence(text) ?? query;
  const isNoSentence = query.kind === "invalid" ? PROBLEMS[query.reason] === "number" : !hasNames(query);
  if (isNoSentence) return query;
  const isTeamProblem = query.kind === "invalid" && PROBLEMS[query.reason] === "team";
  const nothingFound = isTeamProblem ? query : invalid("no-port-in-message", text, EXAMPLE);
  return readSentence(text) ?? readNames(query, text) ?? nothingFound;
}

/** Whether a message is a team query, and not a sentence that begins with the same words. */
function isMeant(query: TeamQuery, text: string): boolean {
  switch (query.kind) {
    case "claim":
      return query.description === "" || QUOTES.test(text);
    case "book":
      return wordsIn(query.text) <= SEARCHED_WORDS;
    default:
      return true;
  }
}

const QUOTES = /["“”„«»]/;
/** More words after book are a sentence. */
const SEARCHED_WORDS = 2;

/** A name, or a list with one in it: its words may be those of a sentence. */
function hasNames(query: Query): boolean {
  return query.kind === "service" || (query.kind === "list" && query.items.some(({ kind }) => kind === "service"));
}

function readNames(query: ParsedQuery, text: string): Query | null {
  const isList =
    query.kind === "list" && query.items.every((item) => item.kind !== "service" || isShortName(item.name));
  return isList ? query : serviceAskedFor(text);
}
