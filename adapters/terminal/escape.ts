import { printableLine, printableLines } from "#core/card/printable.ts";

/** For a terminal, which obeys control characters: none is left. */
export function inert(text: string): string {
  return printableLine(text);
}

/** The same for text of several lines. */
export function inertLines(text: string): string {
  return printableLines(text);
}
