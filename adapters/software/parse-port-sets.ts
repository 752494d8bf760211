import type { PortSet, PortSetItem } from "#core/software/port-set.ts";
import { foldSetName } from "#core/software/port-set.ts";
import {
  atMost,
  CellError,
  dataLines,
  NOTHING,
  oneOf,
  optional,
  readLine,
  toAddress,
  toDate,
  toNames,
  toSentence,
  toSpan,
  toTransports,
  typographic,
} from "./cells.ts";

const COLUMNS = [
  "set",
  "title",
  "names",
  "group",
  "ports",
  "transports",
  "what",
  "from",
  "to",
  "purpose",
  "need",
  "source",
  "read",
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

const MAX_TITLE = 40;
const MAX_GROUP = 24;
const MAX_WHAT = 28;
const MAX_PARTY = 34;
const MAX_PURPOSE = 100;

/** What the table says, and what is wrong with it, a line each: `sets.tsv:12: read: … is not a date`. */
export interface PortSetTable {
  readonly sets: readonly PortSet[];
  readonly problems: readonly string[];
}

interface Row {
  readonly cells: Cells;
  readonly item: PortSetItem;
  readonly names: readonly string[];
  readonly line: number;
}

/** Parses `data/sets.tsv`, whose head explains its columns. A line with a problem is left out. */
export function parsePortSets(text: string): PortSetTable {
  const [head, ...lines] = dataLines(text);
  if (head?.line !== COLUMNS.join("\t"))
    return { sets: [], problems: [problemAt(head?.number ?? 1, `expected the columns ${COLUMNS.join(", ")}`)] };
  const read = lines.map(({ line, number }) => parseRow(line, number));
  const rows = read.filter((row) => typeof row !== "string");
  const sets = [...Map.groupBy(rows, ({ cells }) => cells.set)].map(([id, own]) => toSet(id, own));
  const unreadable = read.filter((row) => typeof row === "string");
  return {
    sets,
    problems: [...unreadable, ...unordered(rows), ...misheaded(rows), ...repeated(rows), ...namedTwice(sets)],
  };
}

function problemAt(line: number, problem: string): string {
  return `sets.tsv:${line}: ${problem}`;
}

function toSet(id: string, rows: readonly Row[]): PortSet {
  const [first] = rows;
  return {
    id,
    title: typographic(first?.cells.title ?? id),
    names: first?.names ?? [],
    items: rows.map(({ item }) => item),
  };
}

/** The row, or what is wrong with the line. */
function parseRow(line: string, number: number): Row | string {
  const row = readLine(line, COLUMNS, (cells) => ({
    cells,
    item: toItem(cells),
    names: toNames("names", cells.names),
    line: number,
  }));
  return typeof row === "string" ? problemAt(number, row) : row;
}

function toItem(cells: Cells): PortSetItem {
  if (!SET_ID.test(cells.set)) throw new CellError(`set: write lower-case words with single spaces, not ${cells.set}`);
  atMost(MAX_TITLE, "title", cells.title);
  const transports = toTransports(cells.transports);
  if (transports.some((transport) => transport !== "tcp" && transport !== "udp"))
    throw new CellError(`transports: firewall rules are written for tcp and udp, not ${cells.transports}`);
  const group = optional(cells.group);
  return {
    ports: toSpan(cells.ports),
    transports,
    what: typographic(atMost(MAX_WHAT, "what", cells.what)),
    from: typographic(atMost(MAX_PARTY, "from", cells.from)),
    to: typographic(atMost(MAX_PARTY, "to", cells.to)),
    purpose: toSentence(MAX_PURPOSE, "purpose", cells.purpose),
    needed: oneOf("need", cells.need, ["needed", "optional"]) === "needed",
    group: group === null ? null : atMost(MAX_GROUP, "group", group),
    source: toAddress("source", cells.source),
    read: toDate(cells.read),
  };
}

/** What `ports for NAME` can say. */
const SET_ID = /^[a-z][a-z0-9./+-]*(?: [a-z0-9./+-]+)*$/;

/** A set's lines stand together, and sets by name. */
function unordered(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ cells, line }, at) => {
    const before = rows[at - 1]?.cells.set ?? "";
    return before <= cells.set ? [] : [problemAt(line, `${cells.set} comes after ${before}; sort the sets by name`)];
  });
}

/** The title and the names stand on a set's first line only, and a set needs at least one of its numbers. */
function misheaded(rows: readonly Row[]): readonly string[] {
  return [...Map.groupBy(rows, ({ cells }) => cells.set).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { set, title } = first.cells;
    const none = [first, ...others].every(({ item }) => !item.needed);
    return [
      ...(title === NOTHING ? [problemAt(first.line, `title: the first line of ${set} has it`)] : []),
      ...others
        .filter(({ cells }) => cells.title !== NOTHING || cells.names !== NOTHING)
        .map(({ line }) => problemAt(line, `title and names stand on line ${first.line}; write ${NOTHING} here`)),
      ...(none ? [problemAt(first.line, `need: none of ${set} is needed`)] : []),
    ];
  });
}

function repeated(rows: readonly Row[]): readonly string[] {
  const lines = new Map<string, number>();
  return rows.flatMap(({ cells, line }) => {
    const key = [cells.set, cells.group, cells.ports, cells.transports].join("\t");
    const earlier = lines.get(key);
    lines.set(key, earlier ?? line);
    return earlier === undefined
      ? []
      : [problemAt(line, `${cells.ports} ${cells.transports} is on line ${earlier} too`)];
  });
}

/** Each name means one set. */
function namedTwice(sets: readonly PortSet[]): readonly string[] {
  const owners = new Map<string, string>();
  return sets.flatMap(({ id, names }) =>
    [id, ...names].flatMap((name) => {
      const owner = owners.get(foldSetName(name));
      owners.set(foldSetName(name), owner ?? id);
      return owner === undefined ? [] : [`sets.tsv: ${id} has the name ${name}, which ${owner} has already`];
    }),
  );
}
