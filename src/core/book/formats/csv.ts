import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { ParsedBook } from "#core/book/formats/claim-request.ts";
import { claimRequestFrom } from "#core/book/formats/claim-request.ts";
import { toAsciiDigits } from "#core/query/digits.ts";
import { spanText } from "#core/registry/port.ts";
import type { Steps } from "#core/steps.ts";
import { mapInSteps } from "#core/steps.ts";

const COLUMNS = ["port", "transport", "name", "description", "owner"] as const;
type Column = (typeof COLUMNS)[number];

export function* writeCsv(claims: readonly Claim[]): Steps<string> {
  const rows = yield* mapInSteps(claims, ({ span, transport, name, description, owner }) =>
    writeRow([spanText(span), transport ?? "", name, description, owner]),
  );
  return writeRow(COLUMNS) + rows.join("");
}

function writeRow(row: readonly string[]): string {
  return `${row.map(cell).join(",")}\r\n`;
}

/** An apostrophe stops spreadsheets from running a cell as a formula (OWASP, "CSV Injection"). */
function cell(text: string): string {
  const escaped = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(escaped) ? `"${escaped.replaceAll('"', '""')}"` : escaped;
}

/** Whether the first line has column titles, including one for the port. */
export function isCsv(text: string): boolean {
  const titles = (/^[^\n]*/.exec(text)?.[0] ?? "").split(/[,;\t]/).map(columnOf);
  return titles.length > 1 && titles.includes("port");
}

/** Parses CSV with a header (RFC 4180), separated by commas, semicolons or tabs. Only port and name are required. */
export function* readCsv(text: string): Steps<Omit<ParsedBook, "format">> {
  const [header = [], ...rows] = parseRows(text);
  const columnIndexes = new Map(header.map((title, at) => [columnOf(title), at]));
  const wanted: ClaimRequest[] = [];
  const wrong: { line: number; text: string }[] = [];
  yield* mapInSteps(rows, (row, at) => {
    if (row.every((each) => each.trim() === "")) return;
    const value = (column: Column) => (row[columnIndexes.get(column) ?? -1] ?? "").trim().replace(/^'(?=[=+\-@])/, "");
    const read = claimRequestFrom({
      numbers: toAsciiDigits(value("port")),
      transport: value("transport"),
      name: value("name"),
      description: value("description"),
      owner: value("owner"),
    });
    if (read === null) wrong.push({ line: at + 2, text: row.join(", ") });
    else wanted.push(read);
  });
  return { wanted, wrong };
}

function columnOf(title: string): Column | undefined {
  const normalised = title
    .replace(/^\uFEFF|"/g, "")
    .trim()
    .toLowerCase();
  return Object.hasOwn(COLUMN_NAMES, normalised) ? COLUMN_NAMES[normalised] : undefined;
}

/** Column titles used by other tools. */
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

function parseRows(text: string): string[][] {
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
