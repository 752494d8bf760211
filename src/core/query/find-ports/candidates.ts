import { anyLanguage, spaced, spaceless } from "#core/query/languages.ts";
import { isPort, MAX_PORT } from "#core/registry/port.ts";

/** A number or a span in a text, whatever it counts. */
export interface Candidate {
  readonly first: number;
  /** The same as `first` for a single number. */
  readonly last: number;
  /** The index of its first digit, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** The index of the first digit of its last number. */
  readonly lastStart: number;
}

/** All numbers in a text that may be ports, in order, with the two ends of a span as one. */
export function findCandidates(text: string): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const number = Number(digits);
    if (digits.length > MAX_DIGITS || !isPort(number)) continue;
    const single = { first: number, last: number, start: index, end: index + digits.length, lastStart: index };
    const before = candidates.at(-1);
    const span = before === undefined ? null : joinSpan(before, single, text);
    if (span !== null) candidates.pop();
    candidates.push(openEnded(span ?? single, text));
  }
  return candidates;
}

/** More digits than a port has; leading zeros are rare. */
const MAX_DIGITS = 5;
/** Longer texts between two numbers don't make a span of them. */
const MAX_BETWEEN = 12;
const MAX_AROUND = 60;

/** The span from one number to the next; null if they are two. */
function joinSpan(one: Candidate, other: Candidate, text: string): Candidate | null {
  const between = text.slice(one.end, other.start);
  if (one.first !== one.last || one.first === other.first || between.length > MAX_BETWEEN) return null;
  const before = text.slice(Math.max(0, one.start - MAX_AROUND), one.start);
  const after = text.slice(other.end, other.end + MAX_AROUND);
  const isSpan = SPAN_CUES.some(
    (cue) =>
      cue.between.test(between) &&
      (cue.before?.test(before) ?? true) &&
      !(cue.notBefore?.test(before) ?? false) &&
      (cue.after?.test(after) ?? true) &&
      (!cue.isAscending || one.first < other.first),
  );
  if (!isSpan) return null;
  const [first, last] = one.first < other.first ? [one.first, other.first] : [other.first, one.first];
  return { first, last, start: one.start, end: other.end, lastStart: other.start };
}

/** What stands between and around two numbers that are the ends of a span. */
export interface SpanCue {
  readonly label: string;
  readonly between: RegExp;
  readonly before?: RegExp;
  readonly notBefore?: RegExp;
  readonly after?: RegExp;
  /** Whether the first number has to be the lower one: `8080:80` maps ports. */
  readonly isAscending?: boolean;
  readonly example: string;
}

const MOVED = /\b(?:mov|chang|switch|migrat|redirect|(?:re)?map|forward|translat|bump|nat)[a-z]{0,5}\b[^.?!\n]{0,40}$/;
const MAPPED = /(?:(?:^|\s)-p ?|publish[ =]|["'\d.*¤]:?|\b(?:nodeport|loadbalancer) .*)$/;

const AND_BETWEEN = new RegExp(
  `^(?: (?:and|to|${spaced("and")}) | ?${spaceless("number")}? ?${spaceless("and")} ?)$`,
  "u",
);

export const SPAN_CUES: readonly SpanCue[] = [
  { label: "hyphen, dots", between: /^ ?(?:-|\.{2,3}) ?$/, example: "6000-6063" },
  { label: "em dash", between: /^ [\u2014\u2015] $/, isAscending: true, example: "48620 — 49150" },
  { label: "tilde", between: /^ ?~ ?$/, example: "8000~8100" },
  { label: "arrow", between: /^ ?(?:→|->) ?$/, notBefore: /[:.]$/, isAscending: true, example: "47808→47823" },
  {
    label: "word",
    between: new RegExp(
      String.raw`^(?:\/(?:tcp|udp))?(?: (?:up )?(?:to|through|thru|until|till|${spaced("to")}) (?:port )?| ?${spaceless("number")}? ?${spaceless("to")} ?)$`,
      "u",
    ),
    notBefore: MOVED,
    example: "8000 to 8100",
  },
  {
    label: "between and",
    between: AND_BETWEEN,
    before: new RegExp(
      String.raw`(?<!\p{L})(?:between|${spaced("between")})(?: the)?(?: (?:ports?|${spaced("port")}))? $`,
      "u",
    ),
    notBefore: new RegExp(
      String.raw`\b(?:diff|difference|differ|distinction|choos|choice|decid)[a-z]{0,4} |${anyLanguage("difference")}`,
      "u",
    ),
    example: "between 8000 and 8100",
  },
  {
    label: "and, between after",
    between: AND_BETWEEN,
    after: new RegExp(
      String.raw`^[\p{L}\p{M} ]{0,4}${anyLanguage("between")}(?!.{0,24}${anyLanguage("difference")})`,
      "u",
    ),
    example: "8000和9000之间",
  },
  {
    label: "colon in a firewall rule",
    between: /^:$/,
    before:
      /(?:\b[ds]p(?:or)?ts?|\b(?:allow|deny|limit|reject)(?: in| out)?|\branges?|\bports?)[ =:!]{1,3}(?:[\d:,-]*,)?$/,
    isAscending: true,
    example: "--dport 6881:6889",
  },
  {
    label: "colon before a transport",
    between: /^:$/,
    notBefore: MAPPED,
    after: /^\/(?:tcp|udp)\b/,
    isAscending: true,
    example: "60000:61000/udp",
  },
  {
    label: "colon beside the word range",
    between: /^:$/,
    after: /^[^\n]{0,30}\branges?\b/,
    isAscending: true,
    example: "was 1024:5000 the old range",
  },
  { label: "range of a rule", between: /^ $/, before: /\brange $/, isAscending: true, example: "range 8000 8100" },
];

/** `6000+`, `ports above 6000` and `everything under 1024` have one end only. */
function openEnded(candidate: Candidate, text: string): Candidate {
  if (candidate.first !== candidate.last) return candidate;
  const after = text.slice(candidate.end, candidate.end + MAX_OPEN_AFTER);
  const [, word = ""] =
    OPEN_BEFORE.exec(text.slice(Math.max(0, candidate.start - MAX_OPEN_BEFORE), candidate.start)) ?? [];
  const { first } = candidate;
  if (/^(?:under|below)$/.test(word) && first > 1) return { ...candidate, first: 0, last: first - 1 };
  if (/^(?:above|over)$/.test(word) && first < MAX_PORT - 1) return { ...candidate, first: first + 1, last: MAX_PORT };
  return OPEN_AFTER.test(after) && first < MAX_PORT ? { ...candidate, last: MAX_PORT } : candidate;
}

const MAX_OPEN_BEFORE = 32;
const MAX_OPEN_AFTER = 12;
const OPEN_BEFORE =
  /\b(?:everything|anything|all|numbers?|ports?)(?: numbers?)? (?:is |are )?(under|below|above|over) $/;
const OPEN_AFTER = /^(?:\+(?![\d+])(?=\s|[?!.,)]|$)| and (?:up|above|higher)\b| or (?:above|higher)\b)/;
