import { lazy } from "#core/lazy.ts";
import type { PortSpan } from "#core/registry/port.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import type { SoftwareRows } from "#core/software/software.ts";
import { CellError, readLine, toSpan } from "./cells.ts";
import type { TableFile, TableProblem } from "./parse-table.ts";
import { COLUMNS, describeProblem, tableLines, toUse } from "./parse-table.ts";

/**
 * The table that `data/software/README.md` describes, as rows that are parsed when they are asked for: few questions need
 * more than a few. Only the numbers are read beforehand; `checkSoftware` checks everything.
 *
 * @param wellKnown names of products, the best known first
 * @throws SyntaxError that names the line, for its numbers at once, for its other cells when it is asked for
 */
export function readRows(files: readonly TableFile[], wellKnown: readonly string[]): SoftwareRows {
  const products = new Set(wellKnown);
  const rankOf = new Map(wellKnown.map((product, at) => [product, at]));
  const lines = files
    .flatMap(readNumbers)
    .sort((a, b) => (rankOf.get(a.product) ?? products.size) - (rankOf.get(b.product) ?? products.size));
  const parsed: (KnownUse | undefined)[] = lines.map(() => undefined);
  const at = (row: number): KnownUse | undefined => {
    const line = lines[row];
    if (line !== undefined) parsed[row] ??= parse(line, products);
    return parsed[row];
  };
  return {
    spans: lines.map(({ span }) => span),
    at,
    all: lazy(() => lines.flatMap((_, row) => at(row) ?? [])),
  };
}

/** A line of the table of which only the numbers and the product have been read. */
interface Line {
  readonly text: string;
  readonly file: string;
  readonly number: number;
  readonly span: PortSpan;
  readonly product: string;
}

const PRODUCT = COLUMNS.indexOf("product");

function readNumbers(file: TableFile): readonly Line[] {
  const lines = tableLines(file);
  if ("problem" in lines) throw brokenError(lines);
  return lines.map(({ line: text, number }) => {
    const cells = text.split("\t", PRODUCT + 1);
    try {
      return { text, file: file.name, number, span: toSpan(cells[0] ?? ""), product: cells[PRODUCT] ?? "" };
    } catch (error) {
      if (error instanceof CellError) throw brokenError({ file: file.name, line: number, problem: error.message });
      throw error;
    }
  });
}

function parse({ text, file, number }: Line, wellKnown: ReadonlySet<string>): KnownUse {
  const use = readLine(text, COLUMNS, (cells) => toUse(cells, wellKnown));
  if (typeof use === "string") throw brokenError({ file, line: number, problem: use });
  return use;
}

function brokenError(problem: TableProblem): SyntaxError {
  return new SyntaxError(`data/software: ${describeProblem(problem)}`);
}
