import { createHash } from "node:crypto";

/**
 * An independent, deliberately simple reading of the registry to check the index against, sharing no code with it. It
 * lists every row on a number and picks the winner by sorting.
 */
export interface SourceRow {
  readonly name: string;
  readonly numbers: string;
  readonly transport: string;
  readonly description: string;
}

const TRANSPORTS = ["tcp", "udp", "sctp", "dccp"];
const RANK = ["assigned", "reserved", "withdrawn", "unassigned"];

/** For each number 0–49151 one line: the state on each transport, then the names of the services there. */
export function readStates(rows: readonly SourceRow[]): string[] {
  const byNumber: SourceRow[][] = Array.from({ length: 49_152 }, () => []);
  for (const row of rows) {
    if (row.numbers === "") continue;
    const [first = "", last = first] = row.numbers.split("-");
    for (let number = Number(first); number <= Number(last); number++) byNumber[number]?.push(row);
  }
  return byNumber.map((there) => {
    const states = TRANSPORTS.map((transport) => {
      const rivals = there.filter((row) => row.transport === "" || row.transport === transport);
      rivals.sort(
        (a, b) => Number(isWide(a)) - Number(isWide(b)) || RANK.indexOf(stateOf(a)) - RANK.indexOf(stateOf(b)),
      );
      return rivals[0] === undefined ? "unlisted" : stateOf(rivals[0]);
    });
    const names = there.filter((row) => row.name !== "").map((row) => `${row.name}/${row.transport}`);
    return `${states.join(" ")} ${names.sort().join(" ")}`.trimEnd();
  });
}

/** One digest per 1,024 numbers, so that a difference can be located. */
export function digestStates(states: readonly string[]): string {
  const lines: string[] = [];
  for (let first = 0; first < states.length; first += 1024) {
    const digest = createHash("sha256").update(states.slice(first, first + 1024).join("\n"));
    lines.push(`${first}-${first + 1023} ${digest.digest("hex").slice(0, 32)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** IANA's CSV, read character by character. */
export function readCsvRows(text: string): SourceRow[] {
  const records: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "," || character === "\n") {
      records.at(-1)?.push(cell);
      cell = "";
      if (character === "\n") records.push([]);
    } else if (character !== "\r") cell += character;
  }
  return records
    .slice(1)
    .filter((record) => record.length === 12)
    .map(([name = "", numbers = "", transport = "", description = ""]) => ({ name, numbers, transport, description }));
}

function isWide(row: SourceRow): boolean {
  const [first, last = first] = row.numbers.split("-");
  return first !== last;
}

function stateOf(row: SourceRow): string {
  if (row.name !== "") return "assigned";
  if (/^\(?unassigned/i.test(row.description)) return "unassigned";
  if (/^reserved/i.test(row.description)) return "reserved";
  return /^(de-|removed|deprecated|decomis)/i.test(row.description) ? "withdrawn" : "assigned";
}
