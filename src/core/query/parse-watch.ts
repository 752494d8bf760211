import { toAsciiDigits } from "#core/query/digits.ts";
import type { TeamQueryError } from "#core/query/parse-claim.ts";
import { spanOf, teamQueryError } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { UnwatchQuery, WatchQuery, WatchSubject } from "#core/query/query.ts";
import { MAX_WATCHED } from "#core/query/query.ts";
import { MAX_PORT, onePort, spanSize } from "#core/registry/port.ts";

const EXAMPLE: WatchSubject = { kind: "numbers", span: onePort(867) };

/** `867`, `867/udp`, `8000-8010`, `postgres`, after the word watch; nothing for the list. Null for a sentence. */
export function parseWatch(rest: string): WatchQuery | { readonly kind: "watches" } | TeamQueryError | null {
  if (/^(?:list)?$/i.test(rest)) return { kind: "watches" };
  const high = portTooHigh(rest);
  if (high !== null) return teamQueryError("above-65535", { kind: "watch", subject: EXAMPLE }, high);
  const subject = parseSubject(rest);
  if (subject === null)
    return isSentence(rest) ? null : teamQueryError("watch-what", { kind: "watch", subject: EXAMPLE });
  if (subject.kind === "name" && subject.name === ALL) return tooMany(0);
  return isTooLong(subject) ? tooMany(subject.span.first) : { kind: "watch", subject };
}

/** As {@link parseWatch}, after the word unwatch; `all` for everything. */
export function parseUnwatch(rest: string): UnwatchQuery | TeamQueryError | null {
  const subject = parseSubject(rest);
  if (subject?.kind === "name" && subject.name === ALL) return { kind: "unwatch", subject: null };
  if (subject !== null && !isTooLong(subject)) return { kind: "unwatch", subject };
  return isSentence(rest) ? null : teamQueryError("unwatch-what", { kind: "unwatch", subject: EXAMPLE });
}

const ALL = "all";

/** A service name has no spaces; what has some is a sentence that only starts like this. */
const SERVICE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._+*/-]{0,59}$/u;

function parseSubject(rest: string): WatchSubject | null {
  const plain = toAsciiDigits(rest)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[.,!?]+$/, "")
    .replace(/^for /, "");
  const item = parseItem(plain);
  if (item === null) return null;
  if (item.kind !== "service") return { kind: "numbers", span: spanOf(item) };
  return SERVICE_NAME.test(item.name) ? { kind: "name", name: item.name } : null;
}

function isSentence(rest: string): boolean {
  return /\s/.test(rest.trim());
}

function isTooLong(subject: WatchSubject): subject is Extract<WatchSubject, { kind: "numbers" }> {
  return subject.kind === "numbers" && spanSize(subject.span) > MAX_WATCHED;
}

function tooMany(first: number): TeamQueryError {
  const span = { first, last: Math.min(first + MAX_WATCHED - 1, MAX_PORT) };
  return teamQueryError("watch-too-many", { kind: "watch", subject: { kind: "numbers", span } });
}

/** The number in `70000` and `port 70000`. */
function portTooHigh(rest: string): string | null {
  const digits = /^(?:ports?\s+)?(\d{5,})$/i.exec(toAsciiDigits(rest.trim()))?.[1];
  return digits !== undefined && Number(digits) > MAX_PORT ? digits : null;
}
