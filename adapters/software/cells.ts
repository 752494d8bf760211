import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, TRANSPORTS } from "#core/registry/port.ts";

/** What a cell holds that says nothing. */
export const NOTHING = "-";

/** A cell that can't be read; the message names its column. */
export class CellError extends Error {}

/** The lines of a data file and their numbers, from 1, without empty ones and comments. */
export function dataLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  return text
    .split("\n")
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
}

/** What `read` makes of a line's cells, or what is wrong with the line. */
export function readLine<Column extends string, Value>(
  line: string,
  columns: readonly Column[],
  read: (cells: Readonly<Record<Column, string>>) => Value,
): Value | string {
  const texts = line.split("\t");
  if (texts.length !== columns.length) return `expected ${columns.length} columns, not ${texts.length}`;
  const untidy = columns.find((_, at) => isUntidy(texts[at] ?? ""));
  if (untidy !== undefined) return `${untidy} is empty or has a space at an end; write ${NOTHING} for nothing`;
  // One by one: a start reads thousands of lines, and `Object.fromEntries` takes three times as long.
  const cells = {} as Record<Column, string>;
  for (const [at, name] of columns.entries()) cells[name] = texts[at] ?? "";
  try {
    return read(cells);
  } catch (error) {
    if (error instanceof CellError) return error.message;
    throw error;
  }
}

/** Whether a cell is empty or has a space at an end. */
function isUntidy(text: string): boolean {
  return text === "" || text !== text.trim();
}

/** Transports in the order of `TRANSPORTS`, with a space between them; null for anything else. */
export function parseTransports(text: string): readonly Transport[] | null {
  const given = text.split(" ");
  const transports = TRANSPORTS.filter((transport) => given.includes(transport));
  return transports.length > 0 && transports.join(" ") === text ? transports : null;
}

export function isHttpsAddress(text: string): boolean {
  return /^https:\/\/\S+$/.test(text);
}

export function toSpan(text: string): PortSpan {
  const [, low = "", high = low] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const span = { first: Number(low), last: Number(high) };
  if (low === "" || !isPort(span.first) || !isPort(span.last) || span.first > span.last)
    throw new CellError(`ports: ${text} is neither a port nor a span such as 9200-9300`);
  return span;
}

export function toTransports(text: string): readonly Transport[] {
  const transports = parseTransports(text);
  if (transports === null)
    throw new CellError(`transports: write ${TRANSPORTS.join(" ")}, or some of them in this order, not ${text}`);
  return transports;
}

export function toNames(column: string, text: string): readonly string[] {
  if (text === NOTHING) return [];
  const names = text.split(", ");
  if (names.some((name) => name === "" || name !== name.toLowerCase() || name.includes(",")))
    throw new CellError(`${column}: write them in lower case with ", " between them, not ${text}`);
  return names;
}

export function toAddress(column: string, text: string): string {
  if (!isHttpsAddress(text)) throw new CellError(`${column}: ${text} is not an https address`);
  return text;
}

export function toDate(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new CellError(`read: ${text} is not a date such as 2026-11-21`);
  return text;
}

export function atMost(length: number, column: string, text: string): string {
  if (text.length > length) throw new CellError(`${column}: ${text.length} characters, at most ${length}`);
  return text;
}

export function toSentence(length: number, column: string, text: string): string {
  if (!text.endsWith(".")) throw new CellError(`${column} is a sentence with a full stop`);
  return typographic(atMost(length, column, text));
}

export function oneOf<Value extends string>(column: string, text: string, values: readonly Value[]): Value {
  const value = values.find((each) => each === text);
  if (value === undefined) throw new CellError(`${column}: ${text} is none of ${values.join(", ")}`);
  return value;
}

/** With the apostrophe of print, as in all other texts. */
export function typographic(text: string): string {
  return text.replaceAll("'", "’");
}

export function optional(text: string): string | null {
  return text === NOTHING ? null : text;
}
