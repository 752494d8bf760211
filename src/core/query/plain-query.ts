import { toPlainNumbers } from "#core/query/digits.ts";

/** Lower case, digits as 0–9, single spaces, without punctuation at the ends or markup around a number. */
export function plainQuery(text: string): string {
  return toPlainNumbers(text)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[ ,]+|[ ,?!.]+$/g, "")
    .replace(MARKED_NUMBER, "$1");
}

/** `` `867` ``, `> 867`, `+867`, `867;` */
const MARKED_NUMBER = /^[\s`*_~|>+/$("'[<]*([:#]?\d[\w/: -]*?)[\s`*_~|;)"'\]>]*$/;

/** People often paste the command's name too. */
export function withoutCommandName(text: string): string {
  return text.replace(/^\s*\/port\b[ ,]*/i, "");
}
