import { asksSomething, tellsOfTrouble } from "#core/query/asks.ts";
import { comparisonIn } from "#core/query/comparison.ts";
import { contentWords } from "#core/query/find-names.ts";
import { findPorts, normalizeMessage } from "#core/query/find-ports.ts";
import { findFreeRequest } from "#core/query/free-request.ts";
import { invalid, invalidPort } from "#core/query/invalid-input.ts";
import { parseServiceName } from "#core/query/parse-item.ts";
import { plainQuery } from "#core/query/plain-query.ts";
import { portInUse } from "#core/query/port-in-use.ts";
import type { ListItemQuery, LookupQuery, ParsedQuery, ServiceQuery } from "#core/query/query.ts";
import type { NameLookup } from "#core/query/read-context.ts";
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
export function readSentence(text: string, names: NameLookup): SentenceReading {
  const { certain, possible } = findPorts(text, names.isProgram);
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  const found = [...certain, ...possible];
  const free = findFreeRequest(plain, found);
  if (free !== null)
    return free.isCertain ? { certain: free.query, possible: null } : { certain: null, possible: free.query };
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
