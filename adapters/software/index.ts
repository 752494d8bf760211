import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Registry } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import type { SoftwareData } from "#core/software/software.ts";
import { dataLines } from "./cells.ts";
import { checkTable } from "./check-table.ts";
import { parsePortSets } from "./parse-port-sets.ts";
import { parseRelatives } from "./parse-relatives.ts";
import type { TableFile, TableProblem } from "./parse-table.ts";
import { parseTable } from "./parse-table.ts";

export type { TableFile } from "./parse-table.ts";

/**
 * Reads the table of software, and what belongs to it.
 * @param data the folder `data`
 * @throws SyntaxError that names the first malformed line
 */
export async function loadSoftware(data: string): Promise<SoftwareData> {
  return parseSoftware(await readSoftware(data));
}

/** The texts of the files. */
export interface SoftwareFiles {
  readonly table: readonly TableFile[];
  readonly relatives: string;
  readonly portSets: string;
  readonly wellKnown: string;
  readonly fullyListed: string;
}

/** @throws SyntaxError that names the first malformed line */
export function parseSoftware(files: SoftwareFiles): SoftwareData {
  const { table, relatives, wellKnown, fullyListed } = files;
  const products = linesOf(wellKnown);
  const { rows, problems } = parseTable(table, new Set(products));
  const [first] = problems;
  if (first !== undefined) throw new SyntaxError(`data/software: ${describeProblem(first)}`);
  const { sets, problems: setProblems } = parsePortSets(files.portSets);
  if (setProblems[0] !== undefined) throw new SyntaxError(`data/${setProblems[0]}`);
  return {
    uses: byProminence(
      rows.map(({ use }) => use),
      products,
    ),
    relatives: parseRelatives(relatives),
    portSets: sets,
    fullyListed: linesOf(fullyListed),
  };
}

/** What is wrong with the files, a line each: `databases.tsv:12: no full stop`. */
export function checkSoftware(files: SoftwareFiles, registry: Registry): readonly string[] {
  const { table, relatives, portSets, wellKnown, fullyListed } = files;
  const parsed = parseTable(table, new Set(linesOf(wellKnown)));
  const products = new Set(parsed.rows.map(({ use }) => use.product));
  const unknown = (name: string, text: string) =>
    linesOf(text)
      .filter((product) => !products.has(product))
      .map((product) => `${name}: no row has the product ${product}`);
  return [
    ...checkTable(parsed, registry).map(describeProblem),
    ...unknown("well-known.txt", wellKnown),
    ...unknown("fully-listed.txt", fullyListed),
    ...problemOf(() => parseRelatives(relatives)),
    ...parsePortSets(portSets).problems,
  ];
}

function problemOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SyntaxError) return [error.message];
    throw error;
  }
}

/** Reads all files, the table's by name. */
export async function readSoftware(data: string): Promise<SoftwareFiles> {
  const read = (name: string) => readFile(join(data, name), "utf8");
  const names = (await readdir(join(data, "software"))).filter((name) => name.endsWith(".tsv")).sort();
  const [relatives, portSets, wellKnown, fullyListed, ...texts] = await Promise.all([
    read("relatives.tsv"),
    read("sets.tsv"),
    read("well-known.txt"),
    read("fully-listed.txt"),
    ...names.map((name) => read(join("software", name))),
  ]);
  const table = names.map((name, at) => ({ name, text: texts[at] ?? "" }));
  return { table, relatives, portSets, wellKnown, fullyListed };
}

function byProminence(uses: readonly KnownUse[], products: readonly string[]): readonly KnownUse[] {
  const rank = new Map(products.map((product, at) => [product, at]));
  const rankOf = ({ product }: KnownUse) => rank.get(product) ?? products.length;
  return uses.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function linesOf(text: string): readonly string[] {
  return dataLines(text).map(({ line }) => line);
}

function describeProblem({ file, line, problem }: TableProblem): string {
  return `${file}:${line}: ${problem}`;
}
