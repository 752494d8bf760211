import { printableLine, printableLines } from "#core/card/printable.ts";

/**
 * What Discord reads as markup: emphasis, spoilers, code, links, mentions, emoji and timestamps anywhere; headings,
 * quotes, lists and small print at the start of a line; a scheme that makes an address a link. A backslash before any
 * of these characters makes it itself.
 */
const MARKUP = /[\\*_~`|<>@#[\]()]|^\s*(?:[-+]|\d+(?=\.))|:(?=\/\/)|(?<=discord)\.(?=gg)/gi;

/** For message content and an embed's description. */
export function escapeMarkdown(text: string): string {
  return printableLine(text).replace(MARKUP, (markup) =>
    /\d$/.test(markup) ? `${markup}\\` : `${markup.slice(0, -1)}\\${markup.slice(-1)}`,
  );
}

/** For the inside of a fenced block, which only a fence can end: a word joiner keeps inner backticks apart. */
export function escapeFenced(code: string): string {
  return printableLines(code).replaceAll("``", "`\u2060`");
}

/** For a link's address: brackets would end it, blanks and quotes have no place in one. */
export function escapeUrl(url: string): string {
  return printableLine(url).replace(/[\s()<>"\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** For an embed's footer, in which Discord reads no markup. */
export function inert(text: string): string {
  return printableLine(text);
}
