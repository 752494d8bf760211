import type { ParseState, Reader } from "#core/explain/reader.ts";
import { READERS } from "#core/explain/readers.ts";
import { firstWords } from "#core/explain/words.ts";

/** The lines of a paste, and what each of them may begin. Places count from 0. */
export interface PasteLines {
  readonly lines: readonly string[];
  /** The first words of a line; none for a blank one, and past the end. */
  wordsAt(at: number): readonly string[];
  /** The reader whose row the line may begin, given the lines above; null for none. */
  readerAt(at: number): Reader | null;
}

export function createPasteLines(text: string, state: ParseState): PasteLines {
  const lines = plainLines(text);
  const wordsAt = rememberWords(lines);
  const readerAt = (at: number) => {
    const words = wordsAt(at);
    // No row is a single word, which most lines of garbage are.
    return words.length < 2 ? null : (READERS.find((reader) => reader.begins(words, state)) ?? null);
  };
  return { lines, wordsAt, readerAt };
}

/** A line is looked at several times, always together with the next few: the words of so many are kept. */
const REMEMBERED = 8;

function rememberWords(lines: readonly string[]): (at: number) => readonly string[] {
  const places: number[] = [];
  const kept: (readonly string[])[] = [];
  return (at) => {
    const slot = at % REMEMBERED;
    const known = places[slot] === at ? kept[slot] : undefined;
    if (known !== undefined) return known;
    const words = firstWords(lines[at] ?? "");
    places[slot] = at;
    kept[slot] = words;
    return words;
  };
}

const ESCAPE = String.fromCharCode(0x1b);
/** Colours and other control sequences (ECMA-48, section 5.4); titles of windows; colours whose escape was lost. */
const CONTROL = new RegExp(
  `${ESCAPE}\\[[0-?]{0,32}[ -/]{0,4}[@-~]|${ESCAPE}\\][^${ESCAPE}\\u0007\\n]{0,200}(?:\\u0007|${ESCAPE}\\\\)|${ESCAPE}[ -/]?[0-~]|\\[\\d[\\d;]{0,15}m`,
  "g",
);

/** Characters that editors and chats put in place of plain ones. */
const SUBSTITUTES: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟«»″]/g, '"'],
  [/[‘’‚‛′]/g, "'"],
  [/→|⟶|➔|–>|—>/g, "->"],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, ""],
  // Frames of tables.
  [/[\u2500-\u257f]/g, " "],
  // What is left of control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, ""],
];

/** Slack sends these three as entities. */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * The lines of a paste, without what a chat, an editor or a terminal added: colours, fences, quoting, frames, smart
 * quotes, common indentation. Blanks at both ends stay, since wrapped lines are joined by them. Takes any text; the time
 * grows with its length alone.
 */
function plainLines(text: string): readonly string[] {
  let plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (plain.includes("&")) plain = plain.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
  if (plain.includes(ESCAPE) || plain.includes("[")) plain = plain.replace(CONTROL, "");
  if (/[^\n -~]/.test(plain)) for (const [written, meant] of SUBSTITUTES) plain = plain.replace(written, meant);
  const lines = plain.split("\n").map((line) => (MAY_BE_MARKED_UP.test(line) ? withoutMarkup(line) : line));
  const indentation = commonIndentation(lines);
  return indentation === 0 ? lines : lines.map((line) => line.slice(indentation));
}

/** A quoting sign, a bar or a backtick, which are rare. */
const MAY_BE_MARKED_UP = /^ {0,20}[>|]|`|~~~|\|\s*$/;
const FENCE = /^ {0,20}(?:```|~~~)[\w+-]{0,20} *$/;

function withoutMarkup(line: string): string {
  if (FENCE.test(line)) return "";
  const unquoted = line.replace(/^(?: {0,8}> ?){1,8}/, "");
  const withoutTicks = unquoted.replaceAll("`", "");
  const isTable = /^ *\|.*\| *$/.test(withoutTicks);
  return isTable ? withoutTicks.replace(/(^|\s)\|(?=\s|$)/g, "$1 ").replace(/^ *\||\| *$/g, " ") : withoutTicks;
}

function commonIndentation(lines: readonly string[]): number {
  let common = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (common === 0) break;
    const indentation = line.search(/[^ ]/);
    if (indentation >= 0) common = Math.min(common, indentation);
  }
  return Number.isFinite(common) ? common : 0;
}
