import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerFree } from "#core/answers/free.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { MAX_PORT, spanContains } from "#core/registry/port.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { createSoftware, rowsOf } from "#core/software/software.ts";
import type { Table, TableProblem, TableRow } from "./parse-table.ts";

/**
 * What is wrong with the table as a whole: rows out of order or given twice, a product spelled in two ways, a name or a
 * process that two products claim, a number that `free` would recommend, a product without a main number, and one that
 * its own name doesn't find.
 */
export function checkTable({ rows, problems }: Table, registry: Registry): readonly TableProblem[] {
  const uses = rowsOf(rows.map(({ use }) => use));
  const knowledge: Knowledge = {
    registry,
    update: null,
    software: createSoftware({
      rows: uses,
      relatives: [],
      portSets: () => [],
      fullyListed: [],
      programNames: () => [],
    }),
    services: createServiceIndex(registry, uses),
    random: () => 0,
  };
  return [
    ...problems,
    ...unsorted(rows),
    ...givenTwice(rows),
    ...spelledTwice(rows),
    ...claimedTwice(rows, "name", ({ use }) => use.names),
    ...claimedTwice(rows, "process", ({ use }) => use.processes),
    ...withoutYear(rows),
    ...recommended(rows, knowledge),
    ...withoutMainNumber(rows),
    ...notFound(rows, knowledge),
  ].toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function problemAt({ file, line }: TableRow, problem: string): TableProblem {
  return { file, line, problem };
}

function unsorted(rows: readonly TableRow[]): readonly TableProblem[] {
  return rows.flatMap((row, at) => {
    const before = rows[at - 1];
    if (before === undefined || before.file !== row.file || before.use.span.first <= row.use.span.first) return [];
    return [problemAt(row, `${row.use.span.first} comes after ${before.use.span.first}; sort by the first port`)];
  });
}

function givenTwice(rows: readonly TableRow[]): readonly TableProblem[] {
  const first = new Map<string, TableRow>();
  return rows.flatMap((row) => {
    const { span, software } = row.use;
    const key = `${span.first}-${span.last} ${software}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    return earlier === undefined ? [] : [problemAt(row, `${software} is in ${earlier.file}:${earlier.line} too`)];
  });
}

function spelledTwice(rows: readonly TableRow[]): readonly TableProblem[] {
  const first = new Map<string, string>();
  return rows.flatMap((row) => {
    const { product } = row.use;
    const earlier = first.get(product.toLowerCase()) ?? product;
    first.set(product.toLowerCase(), earlier);
    return earlier === product ? [] : [problemAt(row, `${product} is spelled ${earlier} elsewhere`)];
  });
}

function claimedTwice(
  rows: readonly TableRow[],
  what: string,
  valuesOf: (row: TableRow) => readonly string[],
): readonly TableProblem[] {
  const first = new Map<string, TableRow>();
  return rows.flatMap((row) =>
    valuesOf(row).flatMap((value) => {
      const earlier = first.get(value) ?? row;
      first.set(value, earlier);
      if (earlier.use.product === row.use.product || row.use.kind === "history" || earlier.use.kind === "history")
        return [];
      return [
        problemAt(row, `the ${what} ${value} belongs to ${earlier.use.product} (${earlier.file}:${earlier.line})`),
      ];
    }),
  );
}

function withoutYear(rows: readonly TableRow[]): readonly TableProblem[] {
  return rows
    .filter(({ use }) => use.kind === "history" && !/\b(?:19|20)\d\d\b/.test(use.purpose))
    .map((row) => problemAt(row, "history needs its year in the purpose"));
}

/** More than there are. */
const ALL = MAX_PORT;

function recommended(rows: readonly TableRow[], knowledge: Knowledge): readonly TableProblem[] {
  const query = { kind: "free", count: ALL, span: null, transport: null, consecutive: false } as const;
  const free = answerFree(query, knowledge, NO_CONTEXT).ports.map(({ port }) => port);
  return rows.flatMap((row) => {
    const port = free.find((each) => spanContains(row.use.span, each));
    return port === undefined ? [] : [problemAt(row, `free recommends ${port}`)];
  });
}

/** Which of its numbers the name means would be a matter of chance. */
function withoutMainNumber(rows: readonly TableRow[]): readonly TableProblem[] {
  const current = rows.filter(({ use }) => use.kind !== "history");
  return [...Map.groupBy(current, ({ use }) => use.product)].flatMap(([product, [first, ...others]]) => {
    if (first === undefined || others.length === 0 || [first, ...others].some(({ use }) => use.role === null))
      return [];
    return [problemAt(first, `no row of ${product} is its main number, with ${NO_ROLE} as its role`)];
  });
}

const NO_ROLE = "-";

/** A product's own name has to find one of its numbers first. */
function notFound(rows: readonly TableRow[], { services }: Knowledge): readonly TableProblem[] {
  const current = rows.filter(({ use }) => use.kind !== "history");
  return [...Map.groupBy(current, ({ use }) => use.product)].flatMap(([product, own]) => {
    const [found] = services.find(product);
    const isOwn = own.some(({ use }) => use.span.first === found?.port);
    const [row] = own;
    if (isOwn || row === undefined) return [];
    return [
      problemAt(
        row,
        `${product} finds ${found === undefined ? "nothing" : `${found.port} ${found.software ?? found.serviceName}`} first`,
      ),
    ];
  });
}
