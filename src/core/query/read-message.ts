import { toAsciiDigits } from "#core/query/digits.ts";
import { findPorts } from "#core/query/find-ports.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { invalid, parseQuery } from "#core/query/parse-query.ts";
import type { InvalidInput, ListedQuery, Problem, Query, ServiceQuery } from "#core/query/query.ts";

/** A service's name in a message has no more words than this; more are a sentence. */
const NAME_WORDS = 3;

/** What is wrong with a message that means a number, and is nothing but that number. */
const WRONG_NUMBER: readonly Problem[] = ["above-65535", "below-0", "not-decimal", "not-whole"];

/**
 * Reads what a message that mentions Portcall asks: the query the whole message is, or else the ports its sentences
 * speak of, or else the service they ask for. Takes any text and never throws.
 */
export function readMessage(text: string): Query | InvalidInput {
  const query = parseQuery(text);
  if (query.kind === "invalid" ? WRONG_NUMBER.includes(query.reason) : !speaksInWords(query)) return query;
  const ports = findPorts(text);
  const [first] = ports;
  if (first !== undefined) return ports.length === 1 ? first : { kind: "list", items: ports };
  if (query.kind === "list" && query.items.every(isShort)) return query;
  return serviceAskedFor(text) ?? invalid("no-port-in-message", text, "867");
}

/** Reads what was typed after a command: a query, or the sentence that somebody typed instead of one. */
export function readCommand(text: string): Query | InvalidInput {
  const query = parseQuery(text);
  return query.kind === "service" && wordsIn(query.name) > NAME_WORDS ? readMessage(text) : query;
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
  const plain = toAsciiDigits(text.slice(0, 400))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,.!?]+$/g, "");
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
