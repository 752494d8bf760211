/** This much of a line is enough to recognise it. */
export const FIRST_CHARACTERS = 400;

/** Splits at spaces. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < text.length; ) {
    const blank = text.indexOf(" ", from);
    const end = blank < 0 ? text.length : blank;
    if (end > from) words.push(text.slice(from, end));
    from = end + 1;
  }
  return words;
}

/** Splits the first {@link FIRST_CHARACTERS} characters at spaces. */
export function firstWords(text: string): readonly string[] {
  return wordsOf(text.length > FIRST_CHARACTERS ? text.slice(0, FIRST_CHARACTERS) : text);
}
