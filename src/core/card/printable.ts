/**
 * Characters that must never be shown as they are: control characters, which a terminal would execute, and marks that
 * reorder or hide text (Unicode Technical Report 36, section 2.10).
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** Need no replacement: printable ASCII and the letters and signs after it. */
const PLAIN_CHARACTERS = String.raw`\x20-\x7e\xa0-\u061b\u061d-\u1fff\u2010-\u2027\u2030-\u205f\u2190-\u27ff`;
const PLAIN = new RegExp(`^[${PLAIN_CHARACTERS}]*$`);
const PLAIN_LINES = new RegExp(`^[${PLAIN_CHARACTERS}\\n]*$`);
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const REPLACEMENT = "\ufffd";

/** Makes a text safe to display on one line: line breaks and tabs become spaces, other unprintable characters `�`. */
export function printableLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(LINE_BREAKS, " ").replace(UNPRINTABLE, REPLACEMENT);
}

/** The same for several lines. */
export function printableLines(text: string): string {
  if (PLAIN_LINES.test(text)) return text;
  return text
    .split(/\r\n?|\n/)
    .map(printableLine)
    .join("\n");
}
