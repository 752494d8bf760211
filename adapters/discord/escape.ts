import { printableLine, printableLines } from "#core/card/printable.ts";

/**
 * Discord's markup: emphasis, spoilers, code, links, mentions, emoji and timestamps anywhere; headings, quotes, lists
 * and subtext at the start of a line; URLs. A backslash escapes each of these characters.
 * https://discord.com/developers/docs/reference#message-formatting
 */
const MARKUP = /[\\*_~`|<>@#[\]()]|^\s*(?:[-+]|\d+(?=\.))|:(?=\/\/)|(?<=discord)\.(?=gg)/gi;

/** For message content and embed descriptions. */
export function escapeMarkdown(text: string): string {
  return printableLine(text).replace(MARKUP, (markup) =>
    /\d$/.test(markup) ? `${markup}\\` : `${markup.slice(0, -1)}\\${markup.slice(-1)}`,
  );
}

/** For a code block: a word joiner between backticks keeps the text from closing the fence. */
export function escapeFenced(code: string): string {
  return printableLines(code).replaceAll("``", "`\u2060`");
}

/** For the URL of a link: brackets would end it, and spaces and quotes are not allowed in it. */
export function escapeUrl(url: string): string {
  return printableLine(url).replace(/[\s()<>"\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** For labels and embed footers, where Discord has no markup. */
export function plainLine(text: string): string {
  return printableLine(text);
}
