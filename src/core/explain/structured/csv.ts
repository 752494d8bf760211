import type { Json } from "#core/host.ts";

/** Names of columns: `pid|port|protocol`, `"LocalAddress","LocalPort","State"`. */
const HEAD = /^ {0,40}"?[A-Za-z_]{2,40}"?(?:([|,;])"?[A-Za-z_.]{2,40}"?)(?:\1"?[A-Za-z_.]{2,40}"?){0,40} {0,8}$/;
const MAX_ROW = 2000;
/** Of PowerShell, osquery and naabu. An address and a port alone may be a list of proxies. */
const COLUMNS: readonly (readonly string[])[] = [
  ["LocalPort"],
  ["port", "pid"],
  ["port", "protocol", "address"],
  ["host", "ip", "port"],
];

/** The index of the line after a table of separated values that begins at a line; the same index if none does. */
export function csvEnd(lines: readonly string[], from: number): number {
  const [, separator] = HEAD.exec((lines[from] ?? "").slice(0, MAX_ROW)) ?? [];
  if (separator === undefined) return from;
  const names = cellsOf(lines[from] ?? "", separator);
  if (!COLUMNS.some((own) => own.every((name) => names.includes(name)))) return from;
  const columns = names.length;
  let end = from + 1;
  while (end < lines.length && isRow(lines[end] ?? "", separator, columns)) end++;
  return end - from > 1 ? end : from;
}

function isRow(line: string, separator: string, columns: number): boolean {
  return line.length <= MAX_ROW && line.includes(separator) && cellsOf(line, separator).length === columns;
}

/** Each row as an object of texts. */
export function parseCsv(text: string): readonly Json[] {
  const [head = "", ...rows] = text.split("\n");
  const separator = HEAD.exec(head)?.[1] ?? ",";
  const names = cellsOf(head, separator);
  return rows.map((row) => {
    const cells = cellsOf(row, separator);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}

/** Quoted cells may hold the separator. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let [cell, isQuoted] = ["", false];
  for (const sign of line.trim()) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}
