import { anyLanguage } from "#core/query/languages.ts";
import { isSentence, isVerb, parsePort, parseServiceName } from "#core/query/parse-item.ts";
import type { ComparedQuery, CompareQuery, ListItemQuery } from "#core/query/query.ts";
import type { Transport } from "#core/registry/port.ts";
import { isTransport, TRANSPORTS } from "#core/registry/port.ts";

const VERSUS = /^(.+?) (?:vs\.?|versus) (.+)$/;
/** `compare 80 and 443` */
const COMPARE = /^(?:compare|diff) (\S+)(?: (?:and|with|to|against))? (\S+)$/;
const EITHER = /^(\S+) or (\S+)$/;
const NAMES = TRANSPORTS.join("|");
/** `53 tcp vs udp`, `tcp vs udp 53`, with other words around them. */
const TWO_TRANSPORTS = new RegExp(`\\b(${NAMES}) ?(?:/|vs\\.?|versus|and|or|from|compared to) ?(${NAMES})\\b`);

/** Parses `80 vs 443`, `465 or 587`, `mysql vs postgres`, `53 tcp vs udp`; null for anything else. @param plain as in `parseItem` */
export function parseComparison(plain: string): CompareQuery | null {
  const [, one = "", other = ""] = VERSUS.exec(plain) ?? COMPARE.exec(plain) ?? [];
  const items = [one, other].map((part) => parsePort(part) ?? parseServiceName(part));
  const found = pairOf(items.filter((item) => item !== null && !isSentence(item)));
  const [, first = "", second = ""] = EITHER.exec(plain) ?? [];
  const ports = [first, second].map(parsePort).filter((port) => port !== null);
  return betweenTransports(plain) ?? found ?? pairOf(ports);
}

/** One number on two transports, and nothing else: `53/tcp vs udp`. */
function betweenTransports(plain: string): CompareQuery | null {
  const rest = plain.replace(TWO_TRANSPORTS, " ").replace(/[/ ]+/g, " ").trim();
  const port = rest === plain ? null : parsePort(rest);
  return port === null ? null : comparisonIn(plain, [port]);
}

/**
 * What a sentence compares; null if it compares nothing.
 * @param plain lower case
 * @param items all that it names
 */
export function comparisonIn(plain: string, items: readonly ListItemQuery[]): CompareQuery | null {
  const [only, ...others] = items;
  const [, one, other] = TWO_TRANSPORTS.exec(plain) ?? [];
  if (only?.kind === "port" && others.every((item) => item.kind === "port" && item.port === only.port)) {
    const isCompared = one !== undefined && one !== other && COMPARES.test(plain);
    return isCompared ? pairOf([one, other].map((name) => ({ ...only, transport: transportOf(name) }))) : null;
  }
  // `między 993 a 143` is a span in a sentence that doesn't ask for a difference.
  if (only?.kind === "span" && others.length === 0 && COMPARES.test(plain)) {
    return pairOf([only.first, only.last].map((port) => ({ kind: "port", port, transport: null })));
  }
  const isCompared = COMPARES.test(plain) || (ALTERNATIVES.test(plain) && PREFERS.test(plain));
  const compared = items.filter((item) => item.kind !== "span");
  return isCompared && compared.length === items.length ? pairOf(compared) : null;
}

function transportOf(name: string | undefined): Transport | null {
  return name !== undefined && isTransport(name) ? name : null;
}

function pairOf(items: readonly (ComparedQuery | null)[]): CompareQuery | null {
  const [one, other, ...rest] = items;
  if (one?.kind === "service" && isVerb(one.name)) return null;
  if (one === undefined || one === null || other === undefined || other === null) return null;
  return rest.length === 0 ? { kind: "compare", items: [one, other] } : null;
}

/** Whether a text asks how two things differ. @param plain lower case */
export function comparesSomething(plain: string): boolean {
  return COMPARES.test(plain);
}

const COMPARES = new RegExp(
  [
    String.raw`(?<![\p{L}\d])(?:vs|versus|diff|differences?|differs?|compared?|comparison|better)(?![\p{L}\d])`,
    String.raw`^[^.\n]*\b(?:when|why|should|what if)\b[^.\n]*\b(?:instead of|rather than)\b`,
    anyLanguage("difference"),
  ].join("|"),
  "u",
);

/** `465 or 587` */
const ALTERNATIVES = /\d(?:\/[a-z]{3,4})? or (?:port )?\d/;
/** Which of two to take, not what happens to both. */
const PREFERS = /\b(?:should|which|right|correct|prefer|choose|pick|recommended|go with|is it)\b/;
