import { CUT_MARK } from "#core/card/fit.ts";

/** The first `most` characters of a text, and a mark where there are more; a character of two code units stays whole. */
export function shorten(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most + 1)];
  return characters.length > most ? characters.slice(0, most).join("") + CUT_MARK : text;
}
