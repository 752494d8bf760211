/** Nobody types a longer name; the rest is ignored. */
const MAX_LENGTH = 200;

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** The part of a typed text that is searched for. */
export function cutTyped(text: string): string {
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
}

/** A name without what people type in different ways: case, blanks, hyphens, underscores, dots, full-width forms. */
export function foldName(name: string): string {
  return lower(name).replace(/[\s\-_.]+/g, "");
}

/** The words of a text in lower case, repetitions included: runs of letters and digits. */
export function wordsOf(text: string): readonly string[] {
  return lower(text).match(BEYOND_ASCII.test(text) ? WORDS : ASCII_WORDS) ?? [];
}

const WORDS = /[\p{L}\p{N}]+/gu;
const ASCII_WORDS = /[a-z0-9]+/g;

function lower(text: string): string {
  return (BEYOND_ASCII.test(text) ? text.normalize("NFKC") : text).toLowerCase();
}
