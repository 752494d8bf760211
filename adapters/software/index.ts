import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Registry } from "#core/registry/registry.ts";
import type { PortSet } from "#core/software/port-set.ts";
import type { SoftwareData } from "#core/software/software.ts";
import { dataLines } from "./cells.ts";
import { checkTable } from "./check-table.ts";
import { parsePortSets } from "./parse-port-sets.ts";
import { parseProgramNames } from "./parse-program-names.ts";
import { parseRelatives } from "./parse-relatives.ts";
import type { TableFile } from "./parse-table.ts";
import { describeProblem, parseTable } from "./parse-table.ts";
import { readRows } from "./read-rows.ts";

export type { TableFile } from "./parse-table.ts";

/**
 * Reads the table of software, and what belongs to it.
 * @param data the folder `data`
 * @throws SyntaxError as {@link parseSoftware}
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
  readonly programNames: string;
}

/** @throws SyntaxError that names a line whose numbers are malformed; for other cells, when the line is asked for */
export function parseSoftware(files: SoftwareFiles): SoftwareData {
  const { table, relatives, portSets, wellKnown, fullyListed } = files;
  return {
    rows: readRows(table, linesOf(wellKnown)),
    relatives: parseRelatives(relatives),
    portSets: () => soundSets(portSets),
    fullyListed: linesOf(fullyListed),
    programNames: () => parseProgramNames(files.programNames),
  };
}

function soundSets(text: string): readonly PortSet[] {
  const { sets, problems } = parsePortSets(text);
  if (problems[0] !== undefined) throw new SyntaxError(`data/${problems[0]}`);
  return sets;
}

/** What is wrong with the files, a line each: `databases.tsv:12: no full stop`. */
export function checkSoftware(files: SoftwareFiles, registry: Registry): readonly string[] {
  const { table, relatives, portSets, wellKnown, fullyListed, programNames } = files;
  const parsed = parseTable(table, new Set(linesOf(wellKnown)));
  const products = new Set(parsed.rows.map(({ use }) => use.product));
  const unknown = (name: string, named: readonly string[]) =>
    named.filter((product) => !products.has(product)).map((product) => `${name}: no row has the product ${product}`);
  return [
    ...checkTable(parsed, registry).map(describeProblem),
    ...unknown("well-known.txt", linesOf(wellKnown)),
    ...unknown("fully-listed.txt", linesOf(fullyListed)),
    ...problemsOf(() => {
      parseRelatives(relatives);
      return [];
    }),
    ...problemsOf(() => {
      const named = parseProgramNames(programNames).map(({ product }) => product);
      return unknown(
        "program-names.tsv",
        named.filter((product) => product !== null),
      );
    }),
    ...parsePortSets(portSets).problems,
  ];
}

function problemsOf(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof SyntaxError) return [error.message];
    throw error;
  }
}

/** Reads all files, the table's by name. */
export async function readSoftware(data: string): Promise<SoftwareFiles> {
  const read = (name: string) => readFile(join(data, name), "utf8");
  const names = (await readdir(join(data, "software"))).filter((name) => name.endsWith(".tsv")).sort();
  const [relatives, portSets, wellKnown, fullyListed, programNames, ...texts] = await Promise.all([
    read("relatives.tsv"),
    read("sets.tsv"),
    read("well-known.txt"),
    read("fully-listed.txt"),
    read("program-names.tsv"),
    ...names.map((name) => read(join("software", name))),
  ]);
  const table = names.map((name, at) => ({ name, text: texts[at] ?? "" }));
  return { table, relatives, portSets, wellKnown, fullyListed, programNames };
}

function linesOf(text: string): readonly string[] {
  return dataLines(text).map(({ line }) => line);
}
