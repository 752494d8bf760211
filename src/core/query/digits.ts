const ASCII = /^[\0-\x7f]*$/;
const DIGIT = /^\p{Nd}$/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/**
 * Converts the decimal digits of every script to 0–9, and full-width and other compatibility forms (`８０／ｔｃｐ`) to plain
 * ones. Letters and everything else stay unchanged.
 */
export function toAsciiDigits(text: string): string {
  if (ASCII.test(text)) return text;
  return text.normalize("NFKC").replace(OTHER_DIGIT, (digit) => String(digitValue(digit)));
}

/** Unicode gives each script its ten digits in a row, zero first (The Unicode Standard, section 4.6). */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}

/** Zero-width spaces, soft hyphens and direction marks, which come along when text is copied. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** What makes a digit a keycap, and the joiners that some scripts need between letters. */
const AFTER_DIGIT = /(?<=\d)(?:\u200c|\u200d|\ufe0f|\u20e3)+/g;
/** Hyphens, dashes and the minus sign between two numbers; an em dash with spaces parts sentences. */
const DASH = /(?<=\d ?)[\u2010-\u2013\u2212](?= ?\d)|(?<=\d)[\u2014\u2015](?=\d)/g;

/** Numbers as they are seen: ASCII digits, a hyphen in spans, without keycaps and characters that have no width. */
export function toPlainNumbers(text: string): string {
  return toAsciiDigits(text).replace(UNSEEN, "").replace(AFTER_DIGIT, "").replace(DASH, "-");
}
