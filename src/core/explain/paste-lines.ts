import type { ParseState, Reader } from "#core/explain/reader.ts";
import { docker, dockerPort } from "#core/explain/readers/docker.ts";
import { kubectlEndpoints, kubectlServices } from "#core/explain/readers/kubectl.ts";
import { lsof } from "#core/explain/readers/lsof.ts";
import { nmap, nmapGreppable } from "#core/explain/readers/nmap.ts";
import { powershellList, powershellTable } from "#core/explain/readers/powershell.ts";
import { procNet } from "#core/explain/readers/proc-net.ts";
import { socketRow } from "#core/explain/readers/socket-row.ts";
import { firstWords } from "#core/explain/words.ts";

/** The lines of a paste and their possible readers. Indexes start at 0. */
export interface PasteLines {
  readonly lines: readonly string[];
  /** The first words of a line; empty for blank lines and past the end. */
  wordsAt(at: number): readonly string[];
  /** The reader whose row may start at this line, given the lines above; else null. */
  readerAt(at: number): Reader | null;
}

export function createPasteLines(text: string, state: ParseState): PasteLines {
  const lines = plainLines(text);
  const wordsAt = createWordCache(lines);
  const readerAt = (at: number) => {
    const words = wordsAt(at);
    // Rows have at least two words; most garbage lines have one.
    return words.length < 2 ? null : (READERS.find((reader) => reader.begins(words, state)) ?? null);
  };
  return { lines, wordsAt, readerAt };
}

/** Each line is inspected several times, close together, so a small cache is enough. */
const CACHED_LINES = 8;

function createWordCache(lines: readonly string[]): (at: number) => readonly string[] {
  const cachedLines: number[] = [];
  const cachedWords: (readonly string[])[] = [];
  return (at) => {
    const slot = at % CACHED_LINES;
    const known = cachedLines[slot] === at ? cachedWords[slot] : undefined;
    if (known !== undefined) return known;
    const words = firstWords(lines[at] ?? "");
    cachedLines[slot] = at;
    cachedWords[slot] = words;
    return words;
  };
}

const ESCAPE = String.fromCharCode(0x1b);
/**
 * Colours and other control sequences (ECMA-48, section 5.4), window titles, and colours that lost their escape
 * character.
 */
const CONTROL = new RegExp(
  `${ESCAPE}\\[[0-?]{0,32}[ -/]{0,4}[@-~]|${ESCAPE}\\][^${ESCAPE}\\u0007\\n]{0,200}(?:\\u0007|${ESCAPE}\\\\)|${ESCAPE}[ -/]?[0-~]|\\[\\d[\\d;]{0,15}m`,
  "g",
);

/** Characters that editors and chat clients substitute for plain ones. */
const SUBSTITUTES: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟«»″]/g, '"'],
  [/[‘’‚‛′]/g, "'"],
  [/→|⟶|➔|–>|—>/g, "->"],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, ""],
  // Box-drawing characters.
  [/[\u2500-\u257f]/g, " "],
  // What is left of control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, ""],
];

/** Slack escapes these three as entities. */
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/**
 * Splits a paste into lines and removes what chats, editors and terminals added: colours, fences, quoting, frames,
 * smart quotes, common indentation. Keeps spaces at line ends, which joining wrapped lines depends on. Accepts any
 * text; the time is linear in its length.
 */
function plainLines(text: string): readonly string[] {
  let plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (plain.includes("&")) plain = plain.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
  if (plain.includes(ESCAPE) || plain.includes("[")) plain = plain.replace(CONTROL, "");
  if (/[^\n -~]/.test(plain)) for (const [from, to] of SUBSTITUTES) plain = plain.replace(from, to);
  const lines = plain.split("\n").map((line) => (MAY_BE_MARKED_UP.test(line) ? withoutMarkup(line) : line));
  const indentation = commonIndentation(lines);
  return indentation === 0 ? lines : lines.map((line) => line.slice(indentation));
}

/** Only lines with a quote mark, a bar or a backtick can have markup. */
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

/** All supported formats. The first reader that accepts the start of a line reads it. */
const READERS: readonly Reader[] = [
  socketRow,
  lsof,
  procNet,
  nmap,
  nmapGreppable,
  dockerPort,
  kubectlServices,
  kubectlEndpoints,
  powershellList,
  powershellTable,
  docker,
];
