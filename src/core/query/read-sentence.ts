import { asksSomething } from "#core/query/asks.ts";
import { findPorts, normalizeMessage } from "#core/query/find-ports.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { invalid, invalidPort } from "#core/query/invalid-input.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { parseFree } from "#core/query/parse-lookup.ts";
import type { ListItemQuery, ParsedQuery, PortQuery, Query, ServiceQuery, SpanQuery } from "#core/query/query.ts";
import { plainQuery } from "#core/query/query.ts";

/** Longer matches are part of the sentence, not a service name. */
const MAX_NAME_WORDS = 3;
/** Spans, names and requests for free ports are only searched for in the start of a text. */
export const MAX_SENTENCE = 400;

/** What a text asks for, whatever words surround it. */
export interface SentenceReading {
  /** The ports, spans or free ports that it certainly names; null if it names none. */
  readonly certain: ParsedQuery | null;
  /** Otherwise the numbers that may be ports: answered if the text asks something, else asked back. */
  readonly possible: ParsedQuery | null;
}

/** Reads a text once. Accepts any text and never throws. */
export function readSentence(text: string): SentenceReading {
  const { certain, possible } = findPorts(text);
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  if (FREE_PORTS.test(plain)) return { certain: findFreeQuery(plain, certain), possible: null };
  const named = queryOf(certain);
  return { certain: named ?? findPortTooHigh(plain), possible: named === null ? readPossible(text, possible) : null };
}

function readPossible(text: string, possible: readonly ListItemQuery[]): ParsedQuery | null {
  const query = queryOf(possible);
  if (query === null) return null;
  return asksSomething(normalizeMessage(text)) ? query : invalid("perhaps-a-port", text, query);
}

function queryOf(items: readonly ListItemQuery[]): Query | null {
  const [first] = items;
  return items.length > 1 ? { kind: "list", items } : (first ?? null);
}

const FREE_PORTS = /\b(?:find|give|need|want|suggest|pick|show|any|get|which|what)\b.{0,30}\bfree\b.{0,15}\bports?\b/;

/** Extracts a request for free ports. */
function findFreeQuery(plain: string, found: readonly (PortQuery | SpanQuery)[]): Query | null {
  const [span] = found.filter(({ kind }) => kind === "span");
  const count = /\b(\d{1,2})\b(?= (?:\w+ )?free\b)/.exec(plain)?.[1] ?? "";
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const consecutive = /\b(?:consecutive|in a row)\b/.test(plain) ? "consecutive" : "";
  const where = span === undefined ? "" : formatQuery(span);
  return parseFree(["free", count, transport, consecutive, where].filter((part) => part !== "").join(" "));
}

function findPortTooHigh(plain: string): ParsedQuery | null {
  const digits = /\bports? (\d{5,10})\b/.exec(plain)?.[1];
  return digits === undefined ? null : invalidPort(digits);
}

const SERVICE_PATTERNS = [
  /\b(?:what|which|whats)\b.{0,20}\bports? (?:number )?(?:is|are|does|do|for|of)? ?(?:the )?(.{1,60}?)(?: (?:use|uses|run|runs|listen|listens|on|need|needs))*$/,
  /^(?:hey |hi |so |and )?(?:what is|what's|whats|who is|explain|look up|lookup|tell me about) (?:the )?(?:ports? (?:of|for) )?(.{1,60})$/,
  /^(.{1,60})$/,
];

/** The service a sentence asks for, or that makes up the whole text. */
export function findServiceName(text: string): ServiceQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  for (const pattern of SERVICE_PATTERNS) {
    const name = pattern.exec(plain)?.[1];
    const item = name === undefined || !isShortName(name) ? null : parseItem(name);
    if (item?.kind === "service") return item;
  }
  return null;
}

/** Whether a text is short enough to be a service name. */
export function isShortName(name: string): boolean {
  return countWords(name) <= MAX_NAME_WORDS;
}

export function countWords(text: string): number {
  return text.split(" ").length;
}
