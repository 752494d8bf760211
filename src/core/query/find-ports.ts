import { toPlainNumbers } from "#core/query/digits.ts";
import type { Candidate } from "#core/query/find-ports/candidates.ts";
import { findCandidates } from "#core/query/find-ports/candidates.ts";
import { hideSources } from "#core/query/find-ports/flow-patterns.ts";
import { MASK, maskNonPorts, maskVersions } from "#core/query/find-ports/non-port-patterns.ts";
import { findPortNumbers } from "#core/query/find-ports/port-patterns.ts";
import type { PortQuery, SpanQuery } from "#core/query/query.ts";
import { isStopWord } from "#core/query/stop-words.ts";
import { isTransport, TRANSPORTS } from "#core/registry/port.ts";

/** A message may name more; only the first ones are returned. */
export const MAX_FOUND_PORTS = 5;

/** The ports and spans of a text, in order, each once. */
export interface FoundPorts {
  /** What the words around them say are ports, at most {@link MAX_FOUND_PORTS}; with the transport next to a number. */
  readonly certain: readonly (PortQuery | SpanQuery)[];
  /** If none is certain: a few numbers of two to five digits that nothing speaks for or against. */
  readonly possible: readonly (PortQuery | SpanQuery)[];
}

/**
 * Finds the ports in free text. Accepts any text, reads its first 4,000 characters and never throws.
 * @param isProgram whether software has a name, and not a protocol: a small number after it is its version
 */
export function findPorts(text: string, isProgram: (name: string) => boolean = () => false): FoundPorts {
  const message = normalizeMessage(text);
  if (!/\d/.test(message)) return { certain: [], possible: [] };
  const normalized = maskVersions(message, isProgram);
  // The first ones are returned, so where the start of a long text has as many, the rest is not read.
  if (mayNameEnough(normalized)) {
    const head = candidatesIn(normalized.slice(0, HEAD));
    const named = head.named.filter(({ end }) => end <= HEAD - MARGIN);
    const certain = named.length < MAX_FOUND_PORTS ? [] : itemsOf(named, head.plain);
    if (certain.length === MAX_FOUND_PORTS) return { certain, possible: [] };
  }
  const { plain, candidates, named } = candidatesIn(normalized);
  if (named.length > 0) return { certain: itemsOf(named, plain), possible: [] };
  const bare = candidates.filter(({ start, end }) => isBare(plain, start, end));
  const alone = bareNumbers(bare, plain);
  if (alone.length > 0) return { certain: itemsOf(alone, plain), possible: [] };
  const long = bare.filter(isLong);
  const distinct = new Set(long.map(({ first, last }) => `${first}-${last}`));
  return { certain: [], possible: distinct.size <= MAX_POSSIBLE || isOneList(long, plain) ? itemsOf(long, plain) : [] };
}

/** The start of a long text, and its end, whose numbers the characters behind may still speak for or against. */
const HEAD = 600;
const MARGIN = 200;

const WHOLE_NUMBER = /(?<![\w.])\d{1,5}(?![\w:]|\.\d)/g;

/** Whether the start of a long text has as many numbers as are returned. */
function mayNameEnough(text: string): boolean {
  if (text.length <= HEAD) return false;
  return new Set(text.slice(0, HEAD - MARGIN).match(WHOLE_NUMBER)).size >= MAX_FOUND_PORTS;
}

interface FoundCandidates {
  /** Without what is no port. */
  readonly plain: string;
  readonly candidates: readonly Candidate[];
  /** Those that the words around them say are ports. */
  readonly named: readonly Candidate[];
}

function candidatesIn(normalized: string): FoundCandidates {
  const { text: plain, destinations } = hideSources(maskNonPorts(normalized), MASK);
  const cues = new Set([...destinations, ...findPortNumbers(plain).map(({ start }) => start)]);
  const candidates = findCandidates(plain);
  const named = candidates.filter(({ start, lastStart }) => cues.has(start) || cues.has(lastStart));
  return { plain, candidates, named };
}

/** So many numbers without a cue may be meant; more are data, unless they are one list. */
const MAX_POSSIBLE = 3;
const BETWEEN_ITEMS = /^ ?(?:[,;|/+&]|and|or|, (?:and|or)) ?$/;

function isOneList(numbers: readonly Candidate[], text: string): boolean {
  const gaps = numbers.slice(1).map(({ start }, at) => text.slice(numbers[at]?.end, start));
  return numbers.length <= MAX_FOUND_PORTS && gaps.every((gap) => BETWEEN_ITEMS.test(gap));
}

/** One digit is an amount more often than a port. */
function isLong({ start, end }: Candidate): boolean {
  return end - start > 1;
}

/** A number given with and without a transport is one port; 443/tcp and 443/udp are two. */
function addDistinct(items: (PortQuery | SpanQuery)[], item: PortQuery | SpanQuery): void {
  const same = items.findIndex((each) => isSame(each, item));
  const known = items[same];
  if (known === undefined) items.push(item);
  else if (known.kind === "port" && known.transport === null) items[same] = item;
}

function isSame(one: PortQuery | SpanQuery, other: PortQuery | SpanQuery): boolean {
  if (one.kind === "span") return other.kind === "span" && one.first === other.first && one.last === other.last;
  if (other.kind === "span" || one.port !== other.port) return false;
  return one.transport === null || other.transport === null || one.transport === other.transport;
}

const WORD = /\p{L}[\p{L}\p{M}\p{N}'’-]{0,40}/gu;
/** Hebrew puts a hyphen between a preposition and a number. */
const NOT_BEFORE = /(?:[\w.:¤#+\\]|(?:^|[^\d\p{scx=Hebr}])-|\p{L}\/)$/u;
const NOT_AFTER = /^(?:[\w¤]|[.:]\d|-\p{L})/u;

/** Whether a number isn't a part of something longer. */
function isBare(text: string, start: number, end: number): boolean {
  return !NOT_BEFORE.test(text.slice(Math.max(0, start - 2), start)) && !NOT_AFTER.test(text.slice(end, end + 3));
}

/** The numbers of a message with at most one content word. */
function bareNumbers(bare: readonly Candidate[], text: string): readonly Candidate[] {
  const contentWords = text.match(WORD)?.filter((word) => !isStopWord(word)).length ?? 0;
  if (contentWords > (text.includes(MASK) ? 0 : 1)) return [];
  return contentWords === 0 ? bare : bare.filter(isLong);
}

const NAMES = TRANSPORTS.join("|");
/** `tcp/443`, `tcp:443`, `tcp 443`, `tcp port 443`, `tcp dport 443`, at the end of the text before the number. */
const BEFORE = new RegExp(`\\b(?<name>${NAMES})(?:[/:]|[ -](?:(?:[sd]|destination |dest |src |source )?ports? )?:?)$`);
/** `443/tcp`, `443 tcp`, `443 (tcp)`, `443 tcp and udp`, at the beginning of the text after the number. */
const AFTER = new RegExp(
  `^ {0,2}[/(]? ?(?<name>${NAMES})\\b(?![/:]\\d)(?: ?(?:[/&+,|]|and|und|et|y) ?(?<also>${NAMES})\\b(?![/: ]{1,2}(?:port )?\\d))?`,
);
const MAX_BEFORE = 32;
const MAX_AFTER = 32;

/** The first candidates as queries, each once, with the transport next to a number. A transport belongs to one number. */
function itemsOf(candidates: readonly Candidate[], text: string): readonly (PortQuery | SpanQuery)[] {
  const items: (PortQuery | SpanQuery)[] = [];
  let consumed = 0;
  for (const { first, last, start, end } of candidates) {
    if (items.length >= MAX_FOUND_PORTS) break;
    if (first !== last) {
      addDistinct(items, { kind: "span", first, last });
      continue;
    }
    const before = BEFORE.exec(text.slice(Math.max(consumed, start - MAX_BEFORE), start))?.groups?.name;
    const after = before === undefined ? AFTER.exec(text.slice(end, end + MAX_AFTER)) : null;
    consumed = end + (after?.[0].length ?? 0);
    const names = [before ?? after?.groups?.name, after?.groups?.also].filter((name) => name !== undefined);
    const transports = names.length > 0 ? names.filter(isTransport) : [null];
    for (const transport of transports) addDistinct(items, { kind: "port", port: first, transport });
  }
  return items.slice(0, MAX_FOUND_PORTS);
}

/** Longer messages are cut here, which bounds the time every pattern takes. */
const MAX_MESSAGE_LENGTH = 4000;

/** Slack escapes these three as entities (docs.slack.dev, "Formatting message text": escaping). */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * The start of a message in the form the patterns expect: digits as 0–9, lower case, entities decoded, and no markup
 * around numbers (code, bold, italics).
 */
export function normalizeMessage(message: string): string {
  return (
    toPlainNumbers(message.slice(0, MAX_MESSAGE_LENGTH))
      // NFKC can expand one character to eighteen, so the length is limited again.
      .slice(0, MAX_MESSAGE_LENGTH)
      .toLowerCase()
      .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/[`“”„«»]/g, " ")
      .replace(STRUCK, " ")
      .replace(/(?<!\w)[*_~|]{1,3}(?=\d)|(?<=\d)[*_~|]{1,3}(?!\w)/g, " ")
      .replace(THOUSANDS, "$1$2")
      .replace(HEXADECIMAL, (digits) => `${Number(digits)}`)
      .replace(FROM_TO, "ports $1-$2")
      .replace(
        PLACEHOLDER,
        (_, digits: string, rest: string) => `${digits}${rest.replace(/x/g, "0")}-${digits}${rest.replace(/x/g, "9")}`,
      )
  );
}

/** A number that its author crossed out. */
const STRUCK = /(?<![\w~])(~{1,2})\d{1,5}\1(?![\w~])(?=.*\d)/g;
/** `9,200` and `50,000`; `80,443` is a list. */
const THOUSANDS = /(?<![\w.,:/-]|ports? )(1?[1-9]|10|\d{2}(?=,0)),(\d{3})(?!\w|,\d|\.\d)/g;
const HEXADECIMAL = /(?<=\bports? )0x[\da-f]{1,4}(?!\w)|(?<!\w)0x[\da-f]{3,4}(?!\w)(?=[^\n]{0,80}\bports?\b)/g;
/** `80xx` */
const PLACEHOLDER = /(?<![\w.:-])(\d{1,3})(x{2,3})(?![\w.:-])/g;
/** Terraform's two ends of a span. */
const FROM_TO = /\bfrom_port\s{0,8}=\s{0,8}(\d{1,5})\s{1,8}to_port\s{0,8}=\s{0,8}(?!\1\b)(\d{1,5})/g;
