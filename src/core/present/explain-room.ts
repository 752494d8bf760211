import type { Phrase } from "#core/card/card.ts";

/** What a brief explanation may take, counted as `roomOf` does, so that it fits the screen of a phone. */
export const BRIEF_ROOM = 900;

/** What the last line of a text leaves empty on a phone, on average, in characters. */
const LINE_REST = 30;

/** What a phrase takes as a text of its own, in characters; the addresses of links aren't read. */
export function roomOf(phrase: Phrase): number {
  const length = phrase.reduce((total, part) => total + (typeof part === "string" ? part : part.text).length, 0);
  return length === 0 ? 0 : length + LINE_REST;
}
