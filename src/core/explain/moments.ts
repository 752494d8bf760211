/** Which of two states of a host a listing shows, by the words above it. */
export type Moment = "before" | "after";

const WORDS: Readonly<Record<Moment, string>> = {
  before: "before|yesterday|old|older|earlier|previous|previously|last (?:night|week|month|time|year)|first",
  after: "after|today|new|newer|now|later|current|currently|this (?:morning|week)|tonight|second",
};
/** Every line that says when has one of the words; most lines of a paste have none. */
const MAY_SAY = new RegExp(`${WORDS.before}|${WORDS.after}`);
const MOMENT = new RegExp(`\\b(?:(${WORDS.before})|(${WORDS.after}))\\b`);
/** These say it by themselves, whatever the day: `today, before the update:`. */
const SURE = /\b(?:(before)|(after))\b/g;
const ALONE = new RegExp(`^(?:${WORDS.before}|${WORDS.after})(?:’s|'s)?(?: (?:listing|output|state|list))?$`);
/** `after the upgrade`, `before my change` */
const EVENT = /^(?:before|after)(?: (?:the|a|an|my|our|your|this|that))? [\p{L}\d-]{2,30}(?: [\p{L}\d-]{2,30})?$/u;
/** In characters and words, of what ends in a colon. */
const MAX_LENGTH = 80;
const MAX_WORDS = 8;

/**
 * Reads a line that says when the listing below it was made: `before:`, `--- after the upgrade ---`, `this is from
 * yesterday:`. Null for any other line.
 */
export function readMoment(line: string): Moment | null {
  if (line.length > MAX_LENGTH) return null;
  const lower = line.toLowerCase();
  if (!MAY_SAY.test(lower)) return null;
  const bare = lower.replace(/^[^\p{L}\d]+|[^\p{L}\d:]+$/gu, "");
  const isLabel = bare.endsWith(":");
  const said = isLabel ? bare.slice(0, -1).trim() : bare;
  if (!isLabel && !ALONE.test(said) && !EVENT.test(said)) return null;
  if (said.split(" ").length > MAX_WORDS) return null;
  const sure = new Set(
    Array.from(said.matchAll(SURE), ([, before]): Moment => (before === undefined ? "after" : "before")),
  );
  if (sure.size > 0) return sure.size === 1 ? ([...sure][0] ?? null) : null;
  const match = MOMENT.exec(said);
  return match === null ? null : match[1] === undefined ? "after" : "before";
}
