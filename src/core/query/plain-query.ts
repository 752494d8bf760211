import { toAsciiDigits } from "#core/query/digits.ts";

/** A typed text in lower case, digits as 0–9, blanks folded, without the punctuation around a sentence. */
export function plainQuery(text: string): string {
  return toAsciiDigits(text)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,?!.]+$/g, "");
}

/** People paste the command's name along with what they typed after it. */
export function withoutCommandName(text: string): string {
  return text.replace(/^\s*\/port\b[ ,]*/i, "");
}
