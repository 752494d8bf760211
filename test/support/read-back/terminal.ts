import { stripVTControlCharacters } from "node:util";

/** What a reader of a terminal sees. A control character that is not a colour would act on the terminal. */
export function readTerminal(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's own colours are what is looked for.
  const text = output.replace(/\u001b\[\d+m/g, "");
  if (text !== stripVTControlCharacters(text) || /[^\P{Cc}\n]/u.test(text))
    throw new Error(`Control character: ${JSON.stringify(text)}`);
  return text;
}
