import { lazy } from "#core/lazy.ts";
import { asksSomething } from "#core/query/asks.ts";
import { DEVICE } from "#core/query/find-ports/words.ts";
import { anyLanguage, spaceless } from "#core/query/languages.ts";
import { NEAR_DISTANCE, parseFree } from "#core/query/parse-lookup.ts";
import type { FreeQuery, PortQuery, SpanQuery } from "#core/query/query.ts";
import { MAX_FREE } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { MAX_PORT, spanText } from "#core/registry/port.ts";

/** A request for free ports in a sentence. */
export interface FreeRequest {
  readonly query: FreeQuery;
  /** Whether it says free, unused or the like; otherwise software that it names is what it asks for. */
  readonly isCertain: boolean;
}

/**
 * The free ports that a sentence asks for: `any free port between 9000 and 9100?`, `need 3 ports for our new api`. Null
 * if it asks for none, or about a certain port.
 * @param plain lower case, digits as 0–9, single spaces
 * @param found the numbers and spans that it names
 */
export function findFreeRequest(plain: string, found: readonly (PortQuery | SpanQuery)[]): FreeRequest | null {
  const where = placeIn(plain, found);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0 && INSTEAD.test(plain)) {
    const near = only.kind === "span" ? spanText(only) : (where ?? spanText(around(only.port)));
    const query = queryFrom(plain, near);
    return query === null ? null : { query, isCertain: true };
  }
  const namesPort = found.some((item) => item.kind === "port" && item.port > MAX_FREE);
  if ((namesPort && where === null) || PHYSICAL.test(plain) || ON_HOST.test(plain)) return null;
  const isCertain = FREE_PORTS.test(plain) || asksInOtherLanguage(plain);
  if (!isCertain && !WANTS_PORTS.test(plain)) return null;
  const query = queryFrom(plain, where ?? "");
  return query === null ? null : { query, isCertain };
}

const PORT_WORD = "(?:tcp |udp )?(?:ports?|port numbers?|port range)";
/** How many, or which kind. */
const SOME = String.raw`(?:an?|one|some|another|any|new|default|random|different|good|decent|other|\d{1,2}|two|three|four|five|six|eight|ten|couple|few|of|more|me|us|our|own|consecutive|contiguous|the|next)`;
const UNUSED = "(?:free|unused|available|spare|vacant|unassigned|unoccupied|unclaimed)";
const WANT =
  "(?:find|gi(?:ve|mme)|need|want|suggest|recommend|pick|choose|show|get|got|propose|reserve|looking for|do you have|are there|is there)";

/** Sockets that take a plug. */
const PHYSICAL = new RegExp(
  String.raw`\b${DEVICE} ports?\b|\bports?\b[^.?!]{0,20} on (?:(?:the|our|a|my|this|that) )?${DEVICE}\b`,
);

/** Only a host itself knows which of its ports are free. */
const ON_HOST = /\bports?\b[^.?!]{0,12} on [\w.-]{0,30}\d/;

/** It says that nobody may use them. */
const FREE_PORTS = new RegExp(
  [
    String.raw`\b${UNUSED}\b[^.?!]{0,15}\b${PORT_WORD}\b`,
    String.raw`\bports?\b[^.?!]{0,12}\b(?:(?<!\bnot )${UNUSED}|not (?:in use|used|taken))\b`,
    String.raw`\bports? (?:that )?(?:nobody|no one|nothing)(?: else)? (?:is )?us(?:es|ing)\b`,
    String.raw`\bports? (?:that )?(?:(?:is|are)(?: not|n['’]t)|does ?n['’]t|do ?n['’]t|won['’]t)(?: be)? (?:taken|used|in use|clash|conflict|collide|assigned)`,
    String.raw`\b(?:pick|choose|suggest|recommend|give me|find(?: me)?)(?: ${SOME}){0,3} open ${PORT_WORD}\b`,
  ].join("|"),
);

/** What to take instead of a number, or near one. */
const INSTEAD =
  /\b(?:taken|in use|used|occupied|busy|blocked)\b.*\b(?:what else|another|alternatives?|something else|which (?:one|other)|use instead)\b|\b(?:free one|(?:any|some)thing (?:free|unused))\b/;

/** It wants a port, whatever for. */
const WANTS_PORTS = new RegExp(
  [
    String.raw`^(?:an? )?(?:new|random|another|custom) ${PORT_WORD}\b`,
    String.raw`\b${WANT}(?: ${SOME}){1,4} ${PORT_WORD}\b(?! (?:number )?(?:of|is|does)\b)`,
    String.raw`\b(?:which|what) (?:\w{2,10} )?ports? (?:can|could|should|may|shall|do|would|to) (?:i|we|you|use|pick|choose|take)\b[^.?!]{0,30}\b(?:pick|choose|take|recommend|suggest|(?:use|run)(?: it)?(?: on)? for (?:an?|my|our|this|the)|for (?:an?|my|our|this|the) (?:new|own|custom|internal|app|service|api|server))\b`,
    String.raw`\b(?:good|sensible|safe|suitable|nice) ports? (?:for|to)\b|\bport (?:suggestions?|recommendations?|ideas?)\b`,
  ].join("|"),
);

/** Where to search, as `free` takes it: a span, or near a number; null for anywhere. */
function placeIn(plain: string, found: readonly (PortQuery | SpanQuery)[]): string | null {
  const span = found.find((item) => item.kind === "span");
  if (span !== undefined) return spanText(span);
  const tens = /\bthe (\d{1,2}[05]?000?)['’]?s\b|\b(\d{1,2})k (?:range|area|block)\b/.exec(plain);
  const start = Number(tens?.[1] ?? (tens?.[2] === undefined ? Number.NaN : `${tens[2]}000`));
  if (start > 0 && start < MAX_PORT)
    return spanText({ first: start, last: Math.min(MAX_PORT, start + sizeOf(start) - 1) });
  const near = Number(NEAR_PORT.exec(plain)?.[1]);
  if (near > MAX_FREE && near < MAX_PORT) {
    const isAfter = /\b(?:after|next)\b/.test(plain);
    const first = isAfter ? near + 1 : Math.max(0, near - NEAR_DISTANCE);
    return spanText({ first, last: Math.min(MAX_PORT, near + NEAR_DISTANCE) });
  }
  const [, above] = /\b(?:above|over|higher than|greater than|from|starting (?:at|from)) (\d{4,5})\b/.exec(plain) ?? [];
  return Number(above) < MAX_PORT ? spanText({ first: Number(above) + 1, last: MAX_PORT }) : null;
}

function around(port: number): PortSpan {
  return { first: Math.max(0, port - NEAR_DISTANCE), last: Math.min(MAX_PORT, port + NEAR_DISTANCE) };
}

const NEAR_PORT = /\b(?:near|nearby|around|close to|next to|beside|after|adjacent to) (?:ports? )?(\d{2,5})\b/;

/** `the 30000s` are ten thousand numbers, `the 8000s` a thousand, `the 8100s` a hundred. */
function sizeOf(start: number): number {
  return [10_000, 1000, 100].find((size) => start % size === 0) ?? 10;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  two: 2,
  couple: 2,
  three: 3,
  few: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  dozen: 12,
};
const COUNT = new RegExp(
  String.raw`(?<![\d.:-])(\d{1,2}|${Object.keys(NUMBER_WORDS).join("|")})(?= (?:\w+ ){0,2}(?:${UNUSED}|${PORT_WORD})\b)|\b(?:block|range|set|batch) of (\d{1,2})\b`,
);

function queryFrom(plain: string, where: string): FreeQuery | null {
  const [, before, block] = COUNT.exec(plain) ?? [];
  const typed = before ?? block ?? OTHER_COUNT().exec(plain)?.[0] ?? "";
  const count = `${NUMBER_WORDS[typed] ?? typed}`;
  const transport = /\b(?:tcp|udp)\b/.exec(plain)?.[0] ?? "";
  const consecutive = /\b(?:consecutive|contiguous|adjacent|sequential|in a row|block of|range of)\b/.test(plain);
  const parts = ["free", count, transport, consecutive ? "consecutive" : "", where];
  return parseFree(parts.filter((part) => part !== "").join(" ")) ?? parseFree("free");
}

/** Thai and Chinese put `not` right before it. */
const OTHER_FREE = `(?<!不|ไม่)${anyLanguage("free")}`;
const OTHER_PORT = String.raw`(?:(?<![\p{L}\p{M}])ports?(?![\p{L}\p{M}])|${anyLanguage("port")})`;
/** A few letters, a word that carries nothing. */
const NEARBY = String.raw`[\p{L}\p{M} ]{0,12}`;
// Long patterns, which take milliseconds to make.
const OTHER_FREE_PORTS = lazy(
  () => new RegExp(`${OTHER_FREE}${NEARBY}${OTHER_PORT}|${OTHER_PORT}${NEARBY}${OTHER_FREE}`, "u"),
);
const OTHER_WANTS = new RegExp(anyLanguage("wants"), "u");
/** So few words ask for nothing else. */
const MAX_SHORT_REQUEST = 4;
/** `3 puertos libres`, and where the count comes after the word, `포트 3개`. */
const OTHER_COUNT = lazy(
  () =>
    new RegExp(
      String.raw`(?<!\d)\d{1,2}(?!\d)(?=${NEARBY}(?:${OTHER_FREE}|${OTHER_PORT}))|(?<=${OTHER_PORT}[\p{L}\p{M} ]{0,3})\d{1,2}(?=${spaceless("units")})`,
      "u",
    ),
);

/** Whether a text in another language asks for free ports, and not whether one is free. */
function asksInOtherLanguage(plain: string): boolean {
  if (!OTHER_FREE_PORTS().test(plain)) return false;
  return OTHER_WANTS.test(plain) || asksSomething(plain) || plain.split(" ").length <= MAX_SHORT_REQUEST;
}
