import type { Claim } from "#core/book/claim.ts";
import type { ReadBookText } from "#core/book/formats/claim-request.ts";
import { claimRequestFrom } from "#core/book/formats/claim-request.ts";
import { toAsciiDigits } from "#core/query/digits.ts";
import { spanText } from "#core/registry/port.ts";

const COLUMNS = ["port", "transport", "name", "description", "owner"] as const;
type Column = (typeof COLUMNS)[number];

export function writeCsv(claims: readonly Claim[]): string {
  const rows = claims.map(({ span, transport, name, description, owner }) => [
    spanText(span),
    transport ?? "",
    name,
    description,
    owner,
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A cell that a spreadsheet would take for a formula is made text by an apostrophe (OWASP, "CSV Injection"). */
function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Whether its first line has column titles, one of them for the port. */
export function isCsv(text: string): boolean {
  const titles = (/^[^\n]*/.exec(text)?.[0] ?? "").split(/[,;\t]/).map(columnOf);
  return titles.length > 1 && titles.includes("port");
}

/** CSV with a header (RFC 4180), cells separated by commas, semicolons or tabs. Only port and name are required. */
export function readCsv(text: string): Omit<ReadBookText, "format"> {
  const [header = [], ...rows] = rowsOf(text);
  const places = new Map(header.map((title, at) => [columnOf(title), at]));
  const wanted = [];
  const wrong = [];
  for (const [at, row] of rows.entries()) {
    if (row.every((each) => each.trim() === "")) continue;
    const value = (column: Column) => (row[places.get(column) ?? -1] ?? "").trim().replace(/^'(?=[=+\-@])/, "");
    const read = claimRequestFrom({
      numbers: toAsciiDigits(value("port")),
      transport: value("transport"),
      name: value("name"),
      description: value("description"),
      owner: value("owner"),
    });
    if (read === null) wrong.push({ line: at + 2, text: row.join(", ") });
    else wanted.push(read);
  }
  return { wanted, wrong };
}

function columnOf(title: string): Column | undefined {
  const plain = title
    .replace(/^\uFEFF|"/g, "")
    .trim()
    .toLowerCase();
  return Object.hasOwn(COLUMN_NAMES, plain) ? COLUMN_NAMES[plain] : undefined;
}

/** The names that other tools give the columns. */
const COLUMN_NAMES: Readonly<Record<string, Column>> = {
  port: "port",
  ports: "port",
  number: "port",
  "port number": "port",
  transport: "transport",
  protocol: "transport",
  "transport protocol": "transport",
  name: "name",
  service: "name",
  "service name": "name",
  description: "description",
  owner: "owner",
  team: "owner",
};

function rowsOf(text: string): string[][] {
  const separator = /[,;\t]/.exec(text)?.[0] ?? ",";
  const rows: string[][] = [[]];
  let cellText = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cellText += character;
      else if (text.charAt(at + 1) === '"') cellText += text.charAt(++at);
      else quoted = false;
    } else if (character === '"' && cellText === "") quoted = true;
    else if (character === separator || character === "\n") {
      rows.at(-1)?.push(cellText);
      cellText = "";
      if (character === "\n") rows.push([]);
    } else if (character !== "\r") cellText += character;
  }
  rows.at(-1)?.push(cellText);
  return rows;
}
