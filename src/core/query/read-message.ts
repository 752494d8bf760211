import { isListing } from "#core/explain/read-listeners.ts";
import { findPorts } from "#core/query/find-ports.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { claimExample } from "#core/query/parse-claim.ts";
import { readExplain } from "#core/query/parse-explain.ts";
import { parseFree } from "#core/query/parse-free.ts";
import { parseItem, parseSpan } from "#core/query/parse-item.ts";
import { invalid, parseQuery } from "#core/query/parse-query.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import type { InvalidInput, ListedQuery, ParsedQuery, Query, ServiceQuery, TeamQuery } from "#core/query/query.ts";
import { PROBLEMS } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import type { Visibility } from "#core/team/settings.ts";
import { VISIBILITIES } from "#core/team/settings.ts";

/** A service's name in a message has no more words than this; more are a sentence. */
const NAME_WORDS = 3;
/** A question for a span, a name or free ports stands in the beginning of a message. */
const MAX_SENTENCE = 400;

/**
 * Reads what a message that mentions Portcall asks: the query the whole message is, or else the span, the free ports or
 * the ports its sentences speak of, or else the service they ask for. Takes any text and never throws.
 */
export function readMessage(text: string): ParsedQuery {
  const query = parseQuery(text);
  if (isTeamQuery(query) && isMeant(query, text)) return query;
  const explain = readExplain(text);
  if (explain !== null) return explain;
  if (query.kind === "claim") return invalid("claim-not-understood", text, claimExample(query.span));
  if (isTeamQuery(query)) return readSentence(text) ?? query;
  if (query.kind === "invalid" ? PROBLEMS[query.reason] === "number" : !speaksInWords(query)) return query;
  const isOwn = query.kind === "invalid" && PROBLEMS[query.reason] === "team";
  return readSentence(text) ?? askedByName(query, text) ?? (isOwn ? query : invalid("no-port-in-message", text, "867"));
}

/** Whether a message is a query about the team's things, and no sentence that begins with the same words. */
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

/**
 * Reads a question's text: what is asked and, where the text says so, who is to see the answer. A command may end in
 * that: `867 public`; a query that is about this setting itself keeps the word.
 */
export function readQuestion({ text, manner }: { readonly text: string; readonly manner: "command" | "mention" }): {
  readonly query: ParsedQuery;
  readonly visibility?: Visibility | undefined;
} {
  if (manner === "mention") return { query: readMessage(text) };
  const [, rest = "", word = ""] = /^(.*\S)[ \t]+(public|private)[ \t]*$/i.exec(text.slice(0, MAX_SENTENCE)) ?? [];
  const visibility = VISIBILITIES.find((each) => each === word.toLowerCase());
  const isAbout = visibility === undefined || text.length > MAX_SENTENCE || isTeamQuery(parseQuery(text));
  return isAbout ? { query: readCommand(text) } : { query: readCommand(rest), visibility };
}

/** Reads what was typed after a command: a query, or the sentence that somebody typed instead of one. */
export function readCommand(text: string): ParsedQuery {
  const query = parseQuery(text);
  if (query.kind === "invalid" && isListing(text)) return { kind: "explain", text: text.trim() };
  const isSentence =
    query.kind === "service" && (wordsIn(query.name) > NAME_WORDS || /(?<![\w.-])\d+(?![\w.-])/.test(query.name));
  if (isSentence) return readMessage(text);
  const isUnread = query.kind === "invalid" && query.reason === "not-understood" && !SHELL_SIGNS.test(text);
  return isUnread ? (readSentence(text) ?? query) : query;
}

/** What somebody pastes into a shell is not guessed at. */
const SHELL_SIGNS = /[;&|<>$`\\]/;

/** The numbers a text speaks of, whatever the words around them. */
function readSentence(text: string): ParsedQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  const ports = findPorts(text);
  const span = parseSpan(SPAN_IN_TEXT.exec(plain)?.[0] ?? "");
  const isSpan =
    span !== null && ports.length === 2 && ports.every(({ port }) => port === span.first || port === span.last);
  if (FREE_PORTS.test(plain)) return freeAskedFor(plain, isSpan ? span : null);
  const [first] = ports;
  if (first === undefined) return tooHighPort(plain);
  if (isSpan) return { kind: "span", ...span };
  return ports.length === 1 ? first : { kind: "list", items: ports };
}

const SPAN_IN_TEXT = /\b\d{1,5} ?(?:-|–|—|\.\.\.?| to | through ) ?\d{1,5}\b/;
const FREE_PORTS = /\b(?:find|give|need|want|suggest|pick|show|any|get|which|what)\b.{0,30}\bfree\b.{0,15}\bports?\b/;

/** The words of a request for free ports, as `free` takes them. */
function freeAskedFor(plain: string, span: PortSpan | null): Query | null {
  const between = /\bbetween (\d{1,5}) and (\d{1,5})\b/.exec(plain);
  const [, low, high] = between ?? [];
  const where =
    low !== undefined && high !== undefined ? `${low}-${high}` : span === null ? "" : `${span.first}-${span.last}`;
  const count = /\b(\d{1,2})\b(?= (?:\w+ )?free\b)/.exec(plain)?.[1] ?? "";
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const row = /\b(?:consecutive|in a row)\b/.test(plain) ? "consecutive" : "";
  return parseFree(["free", count, transport, row, where].filter((part) => part !== "").join(" "));
}

function tooHighPort(plain: string): InvalidInput | null {
  const digits = /\bports? (\d{5,10})\b/.exec(plain)?.[1];
  const query = digits === undefined ? null : parseQuery(digits);
  return query?.kind === "invalid" ? query : null;
}

function askedByName(query: ParsedQuery, text: string): Query | null {
  if (query.kind === "list" && query.items.every(isShort)) return query;
  return serviceAskedFor(text);
}

/** Names, and lists with names in them, may be the words of a sentence. */
function speaksInWords(query: Query): boolean {
  return query.kind === "service" || (query.kind === "list" && query.items.some(({ kind }) => kind === "service"));
}

function isShort(item: ListedQuery): boolean {
  return item.kind !== "service" || wordsIn(item.name) <= NAME_WORDS;
}

const ASKED_FOR = [
  /\b(?:what|which|whats)\b.{0,20}\bports? (?:number )?(?:is|are|does|do|for|of)? ?(?:the )?(.{1,60}?)(?: (?:use|uses|run|runs|listen|listens|on|need|needs))*$/,
  /^(?:hey |hi |so |and )?(?:what is|what's|whats|who is|explain|look up|lookup|tell me about) (?:the )?(?:ports? (?:of|for) )?(.{1,60})$/,
  /^(.{1,60})$/,
];

function serviceAskedFor(text: string): ServiceQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  for (const pattern of ASKED_FOR) {
    const name = pattern.exec(plain)?.[1];
    const item = name === undefined || wordsIn(name) > NAME_WORDS ? null : parseItem(name);
    if (item?.kind === "service") return item;
  }
  return null;
}

function wordsIn(text: string): number {
  return text.split(" ").length;
}
