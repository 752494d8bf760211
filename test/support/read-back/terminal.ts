import { stripVTControlCharacters } from "node:util";

/** The visible text in a terminal. Control characters other than colours would be executed. */
export function readTerminal(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's own colours are what is looked for.
  const text = output.replace(/\u001b\[\d+m/g, "");
  if (text !== stripVTControlCharacters(text) || /[^\P{Cc}\n]/u.test(text))
    throw new Error(`Control character: ${JSON.stringify(text)}`);
  return text;
}
