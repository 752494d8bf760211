import { asksSomething, tellsOfTrouble } from "#core/query/asks.ts";
import { comparisonIn } from "#core/query/comparison.ts";
import { contentWords } from "#core/query/find-names.ts";
import { findPorts, normalizeMessage } from "#core/query/find-ports.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { invalid, invalidPort } from "#core/query/invalid-input.ts";
import { anyLanguage, spaceless } from "#core/query/languages.ts";
import { parseServiceName } from "#core/query/parse-item.ts";
import { NEAR, parseFree } from "#core/query/parse-lookup.ts";
import { portInUse } from "#core/query/port-in-use.ts";
import type {
  ListItemQuery,
  LookupQuery,
  ParsedQuery,
  PortQuery,
  Query,
  ServiceQuery,
  SpanQuery,
} from "#core/query/query.ts";
import { MAX_FREE, plainQuery } from "#core/query/query.ts";
import { EVERYDAY_WORDS } from "#core/query/stop-words.ts";

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
  const found = [...certain, ...possible];
  const isFree = FREE_PORTS.test(plain) || asksForFreePorts(plain, found);
  if (isFree) return { certain: findFreeQuery(plain, found), possible: null };
  const named = comparisonIn(plain, certain) ?? portInUse(normalizeMessage(text), certain) ?? queryOf(certain);
  return { certain: named ?? findPortTooHigh(plain), possible: named === null ? readPossible(text, possible) : null };
}

function readPossible(text: string, possible: readonly ListItemQuery[]): ParsedQuery | null {
  const plain = normalizeMessage(text);
  const meant = comparisonIn(plain, possible) ?? portInUse(plain, possible);
  if (meant !== null) return meant;
  const query = queryOf(possible);
  if (query === null) return null;
  const isAsked = asksSomething(plain) && !possible.every(isYear);
  const isMeant = isAsked || (tellsOfTrouble(plain) && !possible.every((item) => isStatus(item) || isYear(item)));
  return isMeant ? query : invalid("perhaps-a-port", text, query);
}

/** People speak of these years. */
function isYear(item: ListItemQuery): boolean {
  return item.kind === "port" && item.port >= 2019 && item.port <= 2035;
}

/** Replies of HTTP and SMTP, but for the ports among these numbers that most people know. */
function isStatus(item: ListItemQuery): boolean {
  return (
    item.kind === "port" && /^(?:4[0-5]|5[0-35])\d$/.test(`${item.port}`) && ![443, 445, 500, 514].includes(item.port)
  );
}

/** One query, or a list of several; null for none. */
export function queryOf(items: readonly ListItemQuery[]): LookupQuery | null {
  const [first] = items;
  return items.length > 1 ? { kind: "list", items } : (first ?? null);
}

const FREE_PORTS = new RegExp(
  [
    String.raw`\b(?:find|give|need|want|suggest|pick|show|any|get|got|which|what|looking for|is there|are there)\b.{0,30}\b(?:free|unused|available|spare|vacant)\b.{0,15}\bports?\b`,
    String.raw`^(?:\d{1,2} )?(?:free|unused|available|spare)\b.{0,15}\bports?\b`,
    String.raw`\bports? (?:that )?(?:nobody|no one|nothing)(?: else)? (?:is )?us(?:es|ing)\b`,
    String.raw`\b(?:which|what) ports? (?:can|could|should|may|shall) (?:i|we) (?:safely )?(?:pick|choose|take|use for (?:a|an|my|our)\b.{0,20}\bnew)\b`,
    String.raw`\b(?:pick|choose|suggest|recommend)(?: me| us)? (?:a|an|some|\d{1,2}) (?:\w{1,12} )?ports?\b`,
  ].join("|"),
);

/** Thai and Chinese put `not` right before it. */
const FREE = `(?<!不|ไม่)${anyLanguage("free")}`;
const PORT = String.raw`(?:(?<![\p{L}\p{M}])ports?(?![\p{L}\p{M}])|${anyLanguage("port")})`;
/** A few letters, a word that carries nothing. */
const NEARBY = String.raw`[\p{L}\p{M} ]{0,12}`;
const FOREIGN_FREE_PORTS = new RegExp(`${FREE}${NEARBY}${PORT}|${PORT}${NEARBY}${FREE}`, "u");
const WANTS = new RegExp(anyLanguage("wants"), "u");
/** So few words ask for nothing else. */
const MAX_SHORT_REQUEST = 4;
/** `3 puertos libres`, and where the count comes after the word, `포트 3개`. */
const FOREIGN_COUNT = new RegExp(
  String.raw`(?<!\d)\d{1,2}(?!\d)(?=${NEARBY}(?:${FREE}|${PORT}))|(?<=${PORT}[\p{L}\p{M} ]{0,3})\d{1,2}(?=${spaceless("units")})`,
  "u",
);

/** Whether a text in another language asks for free ports, and not whether one is free. */
function asksForFreePorts(plain: string, found: readonly (PortQuery | SpanQuery)[]): boolean {
  if (!FOREIGN_FREE_PORTS.test(plain)) return false;
  const namesPort = found.some((item) => item.kind === "port" && item.port > MAX_FREE);
  return !namesPort && (WANTS.test(plain) || asksSomething(plain) || countWords(plain) <= MAX_SHORT_REQUEST);
}

/** Extracts a request for free ports. */
function findFreeQuery(plain: string, found: readonly (PortQuery | SpanQuery)[]): Query | null {
  const [span] = found.filter(({ kind }) => kind === "span");
  const count = /\b(\d{1,2})\b(?= (?:\w+ )?free\b)/.exec(plain)?.[1] ?? FOREIGN_COUNT.exec(plain)?.[0] ?? "";
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const consecutive = /\b(?:consecutive|in a row)\b/.test(plain) ? "consecutive" : "";
  const where = span === undefined ? (NEAR.exec(plain)?.[0] ?? "") : formatQuery(span);
  return parseFree(["free", count, transport, consecutive, where].filter((part) => part !== "").join(" "));
}

function findPortTooHigh(plain: string): ParsedQuery | null {
  const digits = /\bports? (\d{5,10})\b/.exec(plain)?.[1];
  return digits === undefined ? null : invalidPort(digits);
}

/** The name that a sentence asks for and nothing is known by, such as one in a team's port book; null if it asks for none. */
export function findUnknownName(text: string): ServiceQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  const content = contentWords(plain);
  const isWholeText = content.length === countWords(plain);
  const isAsked = isWholeText || ASKS_FOR_NAME.some((pattern) => pattern.test(plain));
  const name = content.join(" ");
  // Words that stand apart aren't one name.
  const isName =
    plain.includes(name) && content.length <= MAX_NAME_WORDS && !content.every((word) => EVERYDAY_WORDS.has(word));
  return isAsked && isName ? parseServiceName(name) : null;
}

const ASKS_FOR_NAME = [
  /\b(?:what|which|whats)\b.{0,20}\bports?\b|\bports? (?:number )?(?:of|for)\b|\bports?(?: number)?$/,
  /^(?:hey |hi |so |and )?(?:what is|what's|whats|explain|look up|lookup|tell me about) /,
];

/** Whether a text is short enough to be a service name. */
export function isShortName(name: string): boolean {
  return countWords(name) <= MAX_NAME_WORDS;
}

export function countWords(text: string): number {
  return text.split(" ").length;
}
