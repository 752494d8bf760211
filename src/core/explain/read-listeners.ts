import { targetOf } from "#core/explain/command-place.ts";
import type { Paste } from "#core/explain/listener.ts";
import { MAX_LISTENERS, MAX_PASTE } from "#core/explain/listener.ts";
import { readMoment } from "#core/explain/moments.ts";
import type { NonRow } from "#core/explain/non-rows.ts";
import { isOmission, readNonRow, restOfHeader } from "#core/explain/non-rows.ts";
import type { PasteBuilder } from "#core/explain/paste-builder.ts";
import { createPasteBuilder } from "#core/explain/paste-builder.ts";
import type { PasteLines } from "#core/explain/paste-lines.ts";
import { createPasteLines } from "#core/explain/paste-lines.ts";
import type { ParseState, Reader } from "#core/explain/reader.ts";
import { initialState } from "#core/explain/reader.ts";
import { createRowJoiner } from "#core/explain/row-joiner.ts";
import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import { NO_STRUCTURED } from "#core/explain/structured/parse-structured.ts";
import { readValues } from "#core/explain/structured/read-values.ts";
import { wordsOf } from "#core/explain/words.ts";
import { readFirewall } from "#core/firewall/read-firewall.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

/**
 * Parses the listening ports in what tools print (ss, netstat, lsof, PowerShell, docker, kubectl, scanners, /proc/net …)
 * or give as JSON, YAML or XML, even several of them in one text. Accepts any text and never throws or guesses: lines
 * that no format matches are in `notUnderstood`. The time is linear in the length of the text.
 *
 * @param portByName resolves service names that a tool printed instead of numbers
 * @param parseStructured parses YAML and XML; without it only JSON is read
 * @param isComparison whether the two listings in it are to be compared, although nothing in the text says so
 */
export function readListeners(
  text: string,
  portByName: PortByName = NO_PORT_NAMES,
  parseStructured: ParseStructured = NO_STRUCTURED,
  isComparison = false,
): Paste {
  const state = initialState(MAX_LISTENERS, portByName);
  const paste = createPasteLines(text.slice(0, MAX_PASTE), state);
  const builder = createPasteBuilder();
  const values = readValues(paste.lines, parseStructured, MAX_LISTENERS, state);
  const firewall = readFirewall(paste.lines, state);
  const joinRow = createRowJoiner(paste, state);
  const namedHosts = new Set<string>();
  let lastReader: Reader | null = null;
  for (let at = 0; at < paste.lines.length; ) {
    const value = values.rows.get(at);
    if (firewall.lines.has(at)) {
      at++;
      continue;
    }
    if (value !== undefined) {
      builder.addHeader("");
      builder.addRow(value.row, at + 1, state.promptHost);
      state.room = builder.room();
      at = value.end;
      continue;
    }
    const reader = paste.readerAt(at);
    const joined = reader === null ? null : joinRow(at, reader);
    if (joined?.row) {
      builder.addRow(joined.row, at + 1, paste.hostAt(at) ?? state.promptHost);
      state.room = builder.room();
      state.openHeader = null;
      if (reader?.namesHost === true) {
        for (const { address } of joined.row.listeners) if (address !== null) namedHosts.add(address);
        state.scannedHost = namedHosts.size === 1 ? ([...namedHosts][0] ?? null) : null;
      }
      lastReader = reader;
      at = joined.end;
    } else {
      if (paste.wordsAt(at).length > 0) readOtherLine(paste, at, lastReader, state, builder);
      at++;
    }
  }
  if (text.length > MAX_PASTE) builder.addOmission();
  const ruleSets = [...firewall.ruleSets, ...values.ruleSets];
  return { ...builder.build(isComparison), ruleSets, isCut: text.length > MAX_PASTE };
}

/**
 * A line that isn't the start of a row: the rest of a table header, a header or command, the owner of the row above, or
 * unknown.
 */
function readOtherLine(
  { lines, wordsAt }: PasteLines,
  at: number,
  lastReader: Reader | null,
  state: ParseState,
  builder: PasteBuilder,
): void {
  const line = lines[at] ?? "";
  const wholeHeader = state.openHeader === null ? null : restOfHeader(state.openHeader, line);
  if (wholeHeader !== null) {
    state.openHeader = wholeHeader;
    state.header = wordsOf(wholeHeader);
    return;
  }
  const moment = readMoment(line.trim());
  if (moment !== null) {
    builder.addMoment(moment);
    return;
  }
  const nonRow = readNonRow(line.trim(), wordsAt(at));
  if (nonRow !== null) {
    updateState(nonRow, line, state);
    if (nonRow.kind === "header") builder.addHeader(nonRow.columns.join(" "));
    if (nonRow.kind === "command") builder.addCommand(nonRow.command);
    return;
  }
  if (isOmission(line)) {
    builder.addOmission();
    builder.addUnread(at + 1, line);
    return;
  }
  const owner = lastReader?.readOwner?.(line.trim(), lines[at + 1]?.trim() ?? "") ?? null;
  if (owner === null) {
    state.title = line.slice(0, MAX_TITLE);
    builder.addUnread(at + 1, line);
  } else if (owner.program !== null) builder.nameProgram(owner.program);
}

/** In characters; longer lines are prose. */
const MAX_TITLE = 100;

/** Updates the state with what a header, a command or a heading tells about the lines below. */
function updateState(nonRow: NonRow, line: string, state: ParseState): void {
  state.openHeader = nonRow.kind === "header" ? line : null;
  switch (nonRow.kind) {
    case "header":
      state.header = nonRow.columns;
      break;
    case "command": {
      state.command = nonRow.command;
      state.title = "";
      const target = targetOf(nonRow.command);
      if (target !== undefined) state.scannedHost = target;
      if (nonRow.prompt !== null) state.promptHost = nonRow.prompt.host;
      break;
    }
    case "heading":
      if (nonRow.scannedHost !== null) state.scannedHost = nonRow.scannedHost;
      break;
    default:
      nonRow satisfies never;
  }
}

/**
 * Whether a paste is tool output: at least one listening port, and either two rows, a row with its header, or nothing
 * else in the text.
 */
export function isListing({ listeners, rows, headers, notUnderstoodCount, ruleSets }: Paste): boolean {
  if (ruleSets.some(({ counts }) => counts.inbound + counts.outbound + counts.forwarded >= 2)) return true;
  return listeners.length > 0 && rows > 0 && (rows + headers >= 2 || notUnderstoodCount === 0);
}
