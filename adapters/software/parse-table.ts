import type { Exposure, KnownUse } from "#core/software/known-use.ts";
import { BINDS, EXPOSURE_STEPS, KNOWN_USE_KINDS, REACHES } from "#core/software/known-use.ts";
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

/** A file of `data/software`, or of a part of it. */
export interface TableFile {
  readonly name: string;
  readonly text: string;
}

/** A use, and where it was read. */
export interface TableRow {
  readonly use: KnownUse;
  readonly file: string;
  readonly line: number;
}

/** What is wrong with a line, in words. */
export interface TableProblem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly problems: readonly TableProblem[];
}

export const COLUMNS = [
  "ports",
  "transports",
  "kind",
  "product",
  "role",
  "names",
  "processes",
  "speaks",
  "purpose",
  "bind",
  "exposure",
  "because",
  "do",
  "exposure source",
  "source",
  "read",
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

const MAX_SOFTWARE = 42;
const MAX_PURPOSE = 140;
const MAX_BECAUSE = 110;

/**
 * Parses the table that `data/software/README.md` describes. A row with a problem is left out.
 * @param wellKnown names of products
 */
export function parseTable(files: readonly TableFile[], wellKnown: ReadonlySet<string>): Table {
  const rows: TableRow[] = [];
  const problems: TableProblem[] = [];
  for (const file of files) {
    const lines = tableLines(file);
    if ("problem" in lines) {
      problems.push(lines);
      continue;
    }
    for (const { line, number } of lines) {
      const found = readLine(line, COLUMNS, (cells) => toUse(cells, wellKnown));
      if (typeof found === "string") problems.push({ file: file.name, line: number, problem: found });
      else rows.push({ use: found, file: file.name, line: number });
    }
  }
  return { rows, problems };
}

/** The lines of rows in a file; a problem if it has other columns. */
export function tableLines({ name: file, text }: TableFile): ReturnType<typeof dataLines> | TableProblem {
  const [head, ...lines] = dataLines(text);
  if (head?.line === COLUMNS.join("\t")) return lines;
  return { file, line: head?.number ?? 1, problem: `expected the columns ${COLUMNS.join(", ")}` };
}

export function describeProblem({ file, line, problem }: TableProblem): string {
  return `${file}:${line}: ${problem}`;
}

export function toUse(cells: Cells, wellKnown: ReadonlySet<string>): KnownUse {
  const role = optional(cells.role);
  const software = role === null ? cells.product : `${cells.product} ${role}`;
  return {
    span: toSpan(cells.ports),
    transports: toTransports(cells.transports),
    kind: oneOf("kind", cells.kind, KNOWN_USE_KINDS),
    product: cells.product,
    role,
    software: atMost(MAX_SOFTWARE, "product and role", software),
    names: toNames("names", cells.names),
    processes: toNames("processes", cells.processes),
    speaksHttp: optional(oneOf("speaks", cells.speaks, ["http", NOTHING])) !== null,
    isWellKnown: wellKnown.has(cells.product),
    purpose: toSentence(MAX_PURPOSE, "purpose", cells.purpose),
    bind: cells.bind === NOTHING ? null : oneOf("bind", cells.bind, BINDS),
    exposure: toExposure(cells),
    source: toAddress("source", cells.source),
    checked: toDate(cells.read),
  };
}

function toExposure(cells: Cells): Exposure | null {
  const own = [cells.exposure, cells.because, cells["exposure source"]];
  if (own.every((cell) => cell === NOTHING) && cells.do === NOTHING) return null;
  if (own.includes(NOTHING)) throw new CellError("exposure, because and exposure source belong together");
  const reach = oneOf("exposure", cells.exposure, REACHES);
  const steps = cells.do === NOTHING ? [] : cells.do.split(" ").map((step) => oneOf("do", step, EXPOSURE_STEPS));
  if (steps.length === 0 && reach !== "internet") throw new CellError("do is missing");
  if (cells.because.endsWith(".")) throw new CellError("because is a clause without a full stop");
  return {
    reach,
    because: typographic(atMost(MAX_BECAUSE, "because", cells.because)),
    steps,
    source: toAddress("exposure source", cells["exposure source"]),
  };
}
