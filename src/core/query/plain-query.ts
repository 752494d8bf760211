import { toAsciiDigits } from "#core/query/digits.ts";

/** A typed text in lower case, digits as 0–9, blanks folded, without the signs that only begin or end a sentence. */
export function plainQuery(text: string): string {
  return toAsciiDigits(text)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,?!.]+$/g, "");
}
