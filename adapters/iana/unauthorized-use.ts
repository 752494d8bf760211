import type { PortSpan } from "#core/registry/port.ts";

/**
 * The numbers of a row for which its "Unauthorized Use Reported" text reports a use. The text may name numbers of
 * other rows (7012 speaks of 7011); those are left out. A text without any number ("yes") speaks of the row's number
 * if it is a single one; of a longer span nobody can say which number is meant.
 */
export function parseUnauthorizedUse(text: string, row: PortSpan | null): PortSpan[] {
  if (text.trim() === "" || row === null) return [];
  const named = Array.from(text.replace(RFC, "").matchAll(NUMBERS), ([, first = "", last = first]) => ({
    first: Math.max(Number(first), row.first),
    last: Math.min(Number(last), row.last),
  }));
  if (named.length > 0) return named.filter((span) => span.first <= span.last);
  return row.first === row.last ? [row] : [];
}

const RFC = /\bRFC[ -]?\d+/gi;
const NUMBERS = /\b(\d{1,5})(?:-(\d{1,5}))?\b/g;
