import { innerRow, quotedRow, separateRows } from "#core/explain/inner-rows.ts";
import { withoutMarks } from "#core/explain/line-marks.ts";
import { readNonRow } from "#core/explain/non-rows.ts";
import { plainLines } from "#core/explain/plain-lines.ts";
import type { ParseState, Reader } from "#core/explain/reader.ts";
import { docker, dockerPort, dockerPortAddress, dockerService } from "#core/explain/readers/docker.ts";
import { endpointRow } from "#core/explain/readers/endpoint-row.ts";
import { headTable } from "#core/explain/readers/head-table.ts";
import { kubectlEndpoints, kubectlServices } from "#core/explain/readers/kubectl.ts";
import { lsof, lsofChosen } from "#core/explain/readers/lsof.ts";
import { lsofFields } from "#core/explain/readers/lsof-fields.ts";
import { nexusSockets } from "#core/explain/readers/nexus.ts";
import { nmap, nmapGreppable, scanTable } from "#core/explain/readers/nmap.ts";
import { openPortLine, portList } from "#core/explain/readers/open-port-line.ts";
import { powershellList, powershellTable } from "#core/explain/readers/powershell.ts";
import { procNet } from "#core/explain/readers/proc-net.ts";
import { publishedPorts } from "#core/explain/readers/published-ports.ts";
import { socketRow } from "#core/explain/readers/socket-row.ts";
import { quietTest } from "#core/explain/readers/tested-port.ts";
import { firstWords } from "#core/explain/words.ts";
import { withWholeCells } from "#core/explain/wrapped-cells.ts";

/** The lines of a paste and their possible readers. Indexes start at 0. */
export interface PasteLines {
  readonly lines: readonly string[];
  /** The first words of a line; empty for blank lines and past the end. */
  wordsAt(at: number): readonly string[];
  /** The reader whose row may start at this line, given the lines above; else null. */
  readerAt(at: number): Reader | null;
  /** The host that a line began with (`web1: `), or null. */
  hostAt(at: number): string | null;
}

export function createPasteLines(text: string, state: ParseState): PasteLines {
  // A line is asked for several times, with and without what may be a mark.
  const isListed = rememberByText((line) => {
    const words = firstWords(line);
    if (words.length > 1 && READERS.some((reader) => reader.begins(words, state))) return true;
    const other = readNonRow(line.trim(), words);
    return other?.kind === "header" || (other?.kind === "heading" && other.scannedHost !== null);
  });
  const unmarked = withoutMarks(plainLines(text).flatMap(separateRows), isListed);
  const { hosts } = unmarked;
  const lines = withWholeCells(unmarked.lines).map((line) => rowIn(line, isListed, state));
  const wordsAt = createWordCache(lines);
  const findReader = (at: number) => {
    const words = wordsAt(at);
    const readers = words.length > 1 ? READERS : words.length === 1 ? ONE_WORD_READERS : [];
    return readers.find((reader) => reader.begins(words, state)) ?? null;
  };
  let last: FoundReader | null = null;
  const readerAt = (at: number) => {
    const { header, command } = state;
    if (last === null || last.at !== at || last.header !== header || last.command !== command)
      last = { at, header, command, reader: findReader(at) };
    return last.reader;
  };
  return { lines, wordsAt, readerAt, hostAt: (at) => hosts.get(at) ?? null };
}

/** A line, or the row inside it. */
function rowIn(line: string, isListed: (line: string) => boolean, state: ParseState): string {
  const inside = quotedRow(line, isListed) ?? innerRow(line, isListed, state);
  return inside === null || isListed(line) ? line : inside;
}

/** The reader of a line, under what the lines above it tell. A line is asked for twice: whether it continues a row, and alone. */
interface FoundReader extends Pick<ParseState, "header" | "command"> {
  readonly at: number;
  readonly reader: Reader | null;
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

/** All supported formats. The first reader that accepts the start of a line reads it. */
const READERS: readonly Reader[] = [
  socketRow,
  lsof,
  lsofChosen,
  nexusSockets,
  headTable,
  openPortLine,
  portList,
  procNet,
  nmap,
  nmapGreppable,
  scanTable,
  dockerPort,
  dockerService,
  kubectlServices,
  kubectlEndpoints,
  powershellList,
  powershellTable,
  docker,
  publishedPorts,
  endpointRow,
];

/** Formats whose rows are one word; most garbage lines are too. */
const ONE_WORD_READERS: readonly Reader[] = [lsofFields, quietTest, dockerPortAddress, endpointRow, publishedPorts];

function rememberByText(tell: (text: string) => boolean): (text: string) => boolean {
  const told = new Map<string, boolean>();
  return (text) => {
    let known = told.get(text);
    if (known === undefined) {
      known = tell(text);
      told.set(text, known);
    }
    return known;
  };
}
