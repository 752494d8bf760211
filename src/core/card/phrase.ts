import type { Link, Phrase } from "#core/card/card.ts";

/** The phrases one after the other, with a separator between them. */
export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** A phrase as plain text: a link is its words, followed by its address in brackets where that says more. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : linkText(part))).join("");
}

export function linkText(link: Link): string {
  return link.text === link.url ? link.url : `${link.text} (${link.url})`;
}
