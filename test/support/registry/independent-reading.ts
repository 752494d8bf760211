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
  readonly assignee: string;
  readonly contact: string;
  readonly unauthorized: string;
  readonly notes: string;
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

/** For each number 0–49151 one line: the names of the assignees there, and of other contacts, sorted. */
export function readAssignees(rows: readonly SourceRow[], people: ReadonlyMap<string, string>): string[] {
  const byNumber: string[][] = Array.from({ length: 49_152 }, () => []);
  const named = (cell: string) =>
    cell
      .split(/[[\]]+/)
      .filter((id) => id !== "")
      .map((id) => people.get(id) ?? id.replace(/_[0-9]+$/, "").replace(/_/g, " "))
      .join(" + ");
  for (const { name, numbers, transport, assignee, contact } of rows) {
    if (numbers === "" || assignee === "") continue;
    const other = contact === assignee || contact === "" ? "" : `, contact ${named(contact)}`;
    const [first = "", last = first] = numbers.split("-");
    for (let number = Number(first); number <= Number(last); number++) {
      byNumber[number]?.push(`${name}/${transport} ${named(assignee)}${other}`);
    }
  }
  return byNumber.map((there) => there.sort().join("; "));
}

/** One line per row with a note that is meant for people, in IANA's order. */
export function readNotes(rows: readonly SourceRow[]): string[] {
  return rows.flatMap(({ numbers, transport, name, notes, unauthorized }) => {
    const words = [isForPeople(notes) ? notes : "", isFormula(unauthorized) ? "" : unauthorized].join(" ").split(/\s+/);
    const note = words
      .filter((word) => word !== "" && !(word.startsWith("<") && /[&@]/.test(word)))
      .join(" ")
      .replace(/\[[A-Za-z]+_[A-Za-z]+\]/g, (id) => id.replace("_", " "));
    return note === "" || note.length > 300 ? [] : [[numbers, transport, name, note].join("\t")];
  });
}

/** Names by id, from the end of IANA's XML. */
export function readPeople(xml: string): ReadonlyMap<string, string> {
  const people = xml.slice(xml.indexOf("<people>")).split("<person ").slice(1);
  return new Map(
    people.flatMap((person) => {
      const [, id = ""] = /id="([^"]*)"/.exec(person) ?? [];
      const [, , name] = /<(name|org)>([^<]*)</.exec(person) ?? [];
      return name === undefined ? [] : [[id, name.replace(/&amp;/g, "&").replace(/\s+/g, " ").trim()]];
    }),
  );
}

/** One digest per 1,024 numbers, so that a difference can be located. */
export function digestLines(states: readonly string[]): string {
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
    .map(([name = "", numbers = "", transport = "", description = "", assignee = "", contact = "", ...more]) => {
      const [, , , , unauthorized = "", notes = ""] = more;
      return { name, numbers, transport, description, assignee, contact, unauthorized, notes };
    });
}

function isForPeople(notes: string): boolean {
  const text = notes.toLowerCase().trim();
  const about = ["modified:", "new contact added", "possible contact", "this port was previously updated"];
  const told = ["txt keys", "is an alias to", "unassigned but widespread use"];
  return !about.some((start) => text.startsWith(start)) && !told.some((part) => text.includes(part));
}

/** Whether an unauthorized use is told by its numbers alone. */
function isFormula(unauthorized: string): boolean {
  const words = unauthorized.toLowerCase().match(/[a-z]+[0-9]*/g) ?? [];
  return words.every((word) =>
    ["known", "unauthorized", "use", "uses", "on", "port", "ports", "and", "yes"].includes(word),
  );
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
