import { findPorts } from "#core/query/find-ports.ts";
import { invalidPort } from "#core/query/invalid-input.ts";
import { parseItem, parseSpan } from "#core/query/parse-item.ts";
import { parseFree } from "#core/query/parse-lookup.ts";
import type { ParsedQuery, Query, ServiceQuery } from "#core/query/query.ts";
import { plainQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanText } from "#core/registry/port.ts";

/** A service's name in a sentence has no more words than this; more are the sentence. */
const NAME_WORDS = 3;
/** Only the beginning of a text is searched for a span, a name or a request for free ports. */
export const MAX_SENTENCE = 400;

/** The ports, the span or the free ports that a text asks for, whatever the words around them; null where it names none. */
export function readSentence(text: string): ParsedQuery | null {
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
  const where = low !== undefined && high !== undefined ? `${low}-${high}` : span === null ? "" : spanText(span);
  const count = /\b(\d{1,2})\b(?= (?:\w+ )?free\b)/.exec(plain)?.[1] ?? "";
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const consecutive = /\b(?:consecutive|in a row)\b/.test(plain) ? "consecutive" : "";
  return parseFree(["free", count, transport, consecutive, where].filter((part) => part !== "").join(" "));
}

function tooHighPort(plain: string): ParsedQuery | null {
  const digits = /\bports? (\d{5,10})\b/.exec(plain)?.[1];
  return digits === undefined ? null : invalidPort(digits);
}

const ASKED_FOR = [
  /\b(?:what|which|whats)\b.{0,20}\bports? (?:number )?(?:is|are|does|do|for|of)? ?(?:the )?(.{1,60}?)(?: (?:use|uses|run|runs|listen|listens|on|need|needs))*$/,
  /^(?:hey |hi |so |and )?(?:what is|what's|whats|who is|explain|look up|lookup|tell me about) (?:the )?(?:ports? (?:of|for) )?(.{1,60})$/,
  /^(.{1,60})$/,
];

/** The service that a sentence asks for, or that it is nothing but the name of. */
export function serviceAskedFor(text: string): ServiceQuery | null {
  const plain = plainQuery(text.slice(0, MAX_SENTENCE));
  for (const pattern of ASKED_FOR) {
    const name = pattern.exec(plain)?.[1];
    const item = name === undefined || !isShortName(name) ? null : parseItem(name);
    if (item?.kind === "service") return item;
  }
  return null;
}

/** Whether a text is short enough for a service's name. */
export function isShortName(name: string): boolean {
  return wordsIn(name) <= NAME_WORDS;
}

export function wordsIn(text: string): number {
  return text.split(" ").length;
}
