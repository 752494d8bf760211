/** No name is longer; the rest is ignored. */
const MAX_LENGTH = 200;

const BEYOND_ASCII = /[\u0080-\uffff]/;

export function truncate(text: string): string {
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
}

/** Removes what people type differently: case, spaces, hyphens, underscores, dots, full-width forms. */
export function foldName(name: string): string {
  return lower(name).replace(/[\s\-_.]+/g, "");
}

/** The lower-case words of a text, with repetitions: runs of letters and digits. */
export function wordsOf(text: string): readonly string[] {
  return lower(text).match(BEYOND_ASCII.test(text) ? WORDS : ASCII_WORDS) ?? [];
}

const WORDS = /[\p{L}\p{N}]+/gu;
const ASCII_WORDS = /[a-z0-9]+/g;

function lower(text: string): string {
  return (BEYOND_ASCII.test(text) ? text.normalize("NFKC") : text).toLowerCase();
}
