const DIGIT = /^\p{Nd}$/u;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/**
 * Converts the decimal digits of every script to 0–9, and full-width and other compatibility forms (`８０／ｔｃｐ`) to plain
 * ones. Letters and everything else stay unchanged.
 */
export function toAsciiDigits(text: string): string {
  return text.normalize("NFKC").replace(OTHER_DIGIT, (digit) => String(digitValue(digit)));
}

/** Unicode gives each script its ten digits in a row, zero first (The Unicode Standard, section 4.6). */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}
