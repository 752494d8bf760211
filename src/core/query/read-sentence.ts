import { findPorts } from "#core/query/find-ports.ts";
import { invalidPort } from "#core/query/invalid-input.ts";
import { parseItem, parseSpan } from "#core/query/parse-item.ts";
import { parseFree } from "#core/query/parse-lookup.ts";
import type { ParsedQuery, Query, ServiceQuery } from "#core/query/query.ts";
import { plainQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanText } from "#core/registry/port.ts";

/** Longer matches are part of the sentence, not a service name. */
const MAX_NAME_WORDS = 3;
/** Spans, names and requests for free ports are only searched for in the start of a text. */
export const MAX_SENTENCE = 400;

/** The ports, span or free ports a text asks for, whatever words surround them; null if it names none. */
export function readSentence(text: string): ParsedQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  const ports = findPorts(text);
  const span = parseSpan(SPAN_IN_TEXT.exec(plain)?.[0] ?? "");
  const isSpan =
    span !== null && ports.length === 2 && ports.every(({ port }) => port === span.first || port === span.last);
  if (FREE_PORTS.test(plain)) return findFreeQuery(plain, isSpan ? span : null);
  const [first] = ports;
  if (first === undefined) return findPortTooHigh(plain);
  if (isSpan) return { kind: "span", ...span };
  return ports.length === 1 ? first : { kind: "list", items: ports };
}

const SPAN_IN_TEXT = /\b\d{1,5} ?(?:-|–|—|\.\.\.?| to | through ) ?\d{1,5}\b/;
const FREE_PORTS = /\b(?:find|give|need|want|suggest|pick|show|any|get|which|what)\b.{0,30}\bfree\b.{0,15}\bports?\b/;

/** Extracts a request for free ports. */
function findFreeQuery(plain: string, span: PortSpan | null): Query | null {
  const between = /\bbetween (\d{1,5}) and (\d{1,5})\b/.exec(plain);
  const [, low, high] = between ?? [];
  const where = low !== undefined && high !== undefined ? `${low}-${high}` : span === null ? "" : spanText(span);
  const count = /\b(\d{1,2})\b(?= (?:\w+ )?free\b)/.exec(plain)?.[1] ?? "";
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const consecutive = /\b(?:consecutive|in a row)\b/.test(plain) ? "consecutive" : "";
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
