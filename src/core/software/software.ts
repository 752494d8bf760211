import { distinct, pushTo } from "#core/collections.ts";
import { lazy } from "#core/lazy.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { numbersIn, spanContains, spanSize } from "#core/registry/port.ts";
import { rememberByNumber } from "#core/remember.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse, isPool } from "#core/software/known-use.ts";
import type { PortSet, PortSets } from "#core/software/port-set.ts";
import { createPortSets } from "#core/software/port-set.ts";
import type { Program } from "#core/software/program.ts";
import type { ProgramName, ProgramNames } from "#core/software/program-names.ts";
import { createProgramNames } from "#core/software/program-names.ts";
import type { Relative } from "#core/software/relative.ts";

/** The table of software, indexed by number and by process name. */
export interface Software {
  /** All rows, by first number. */
  readonly uses: readonly KnownUse[];
  /** The known uses of a number: its own before those of spans that contain it. */
  usesOf(port: number): readonly KnownUse[];
  /** The program of a process, by its name or a truncated form of it; null if it is unknown or ambiguous. */
  programOf(process: string): Program | null;
  /** The programs by what images and scans call them. */
  programNames(): ProgramNames;
  /** The programs with a known process name that use the number on the transport; null for any. */
  programsOn(port: number, transport: Transport | null): readonly Program[];
  /** Every number that a row is about, history and pools included. */
  usedPorts(): ReadonlySet<number>;
  /** How many programs and protocols have a row; events of the past don't count. */
  productCount(): number;
  /** The other numbers of the services that have this one: plain, secure, alternate. */
  relativesOf(port: number): readonly Relative[];
  /** The ports that whole systems need. */
  readonly portSets: PortSets;
}

/** The rows of the table of software, the best known products first: they are named in this order where they share a number. */
export interface SoftwareRows {
  /** The numbers of each row. */
  readonly spans: readonly PortSpan[];
  /** Reads a row when it is first asked for: a look-up needs few of them. */
  at(row: number): KnownUse | undefined;
  /** All of them. */
  all(): readonly KnownUse[];
}

/** Rows that are at hand. */
export function rowsOf(uses: readonly KnownUse[]): SoftwareRows {
  return { spans: uses.map(({ span }) => span), at: (row) => uses[row], all: () => uses };
}

/** What the table of software and the lists beside it say. */
export interface SoftwareData {
  readonly rows: SoftwareRows;
  readonly relatives: readonly Relative[];
  readonly portSets: () => readonly PortSet[];
  /** Products whose numbers are all in the table. */
  readonly fullyListed: readonly string[];
  /** What images and scanners call programs, where that can't be told from the table. */
  readonly programNames: () => readonly ProgramName[];
}

export function createSoftware({ rows, relatives, portSets, fullyListed, programNames }: SoftwareData): Software {
  const { spans } = rows;
  const uses = lazy(() => rows.all().toSorted((a, b) => a.span.first - b.span.first));
  const byPort = new Map<number, number[]>();
  const pools: { readonly span: PortSpan; readonly row: number }[] = [];
  for (const [row, span] of spans.entries()) {
    if (isPool({ span })) pools.push({ span, row });
    else for (let port = span.first; port <= span.last; port++) pushTo(byPort, port, row);
  }
  pools.sort((a, b) => a.span.first - b.span.first);
  const usesOf = rememberByNumber(REMEMBERED_PORTS, (port): readonly KnownUse[] => [
    ...(byPort.get(port) ?? []).flatMap((row) => rows.at(row) ?? []).sort(compareUses),
    ...pools.flatMap(({ span, row }) => (spanContains(span, port) ? (rows.at(row) ?? []) : [])),
  ]);
  const products = lazy(
    () => new Set(uses().flatMap(({ kind, product }) => (kind === "history" ? [] : [product]))).size,
  );
  const programs = lazy(() => createPrograms(uses(), new Set(fullyListed)));
  const withProcess = lazy(() =>
    indexPrograms(programs().filter((program) => program.uses.some(({ processes }) => processes.length > 0))),
  );
  const withRelatives = Map.groupBy(relatives, ({ port }) => port);
  const usedPorts = lazy(() => new Set(spans.flatMap(numbersIn)));
  const sets = lazy(() => createPortSets(portSets()));
  return {
    get uses() {
      return uses();
    },
    usesOf,
    programOf: (process) => withProcess().byProcess.get(process.toLowerCase().replace(/\.exe$/, "")) ?? null,
    programNames: lazy(() => createProgramNames(programs(), programNames())),
    programsOn: (port, transport) => {
      const current = usesOf(port).filter((use) => isCurrentUse(use, transport));
      return distinct(current.flatMap(({ product }) => withProcess().byProduct.get(product) ?? []));
    },
    usedPorts,
    productCount: products,
    relativesOf: (port) => {
      const own = withRelatives.get(port);
      if (own === undefined) return [];
      const services = new Set(own.map(({ service }) => service));
      return relatives.filter((each) => each.port !== port && services.has(each.service));
    },
    get portSets() {
      return sets();
    },
  };
}

const REMEMBERED_PORTS = 1024;

/** The numbers' own uses before those of spans, each by prominence. */
function compareUses(a: KnownUse, b: KnownUse): number {
  return spanSize(a.span) - spanSize(b.span) || prominence(a) - prominence(b) || a.span.first - b.span.first;
}

/** Well-known products in their own order, then those whose main number it is. */
function prominence({ isWellKnown, role }: KnownUse): number {
  if (isWellKnown) return 0;
  return role === null ? 1 : 2;
}

function createPrograms(uses: readonly KnownUse[], fullyListed: ReadonlySet<string>): readonly Program[] {
  const byProduct = Map.groupBy(
    uses.filter(({ kind }) => kind !== "history"),
    ({ product }) => product,
  );
  return Array.from(byProduct, ([product, own]) => ({
    product,
    uses: own,
    isFullyListed: fullyListed.has(product),
    isWeb: own.some(({ speaksHttp }) => speaksHttp),
  }));
}

interface ProgramIndex {
  readonly byProduct: ReadonlyMap<string, Program>;
  /** By process names and their truncated forms; null for forms shared by two programs. */
  readonly byProcess: ReadonlyMap<string, Program | null>;
}

function indexPrograms(programs: readonly Program[]): ProgramIndex {
  return {
    byProduct: new Map(programs.map((program) => [program.product, program])),
    byProcess: indexByProcess(programs),
  };
}

/** Linux truncates process names to 15 characters (proc(5), comm), lsof to 9, netstat to some others. */
const MIN_TRUNCATED_LENGTH = 9;

function indexByProcess(programs: readonly Program[]): ReadonlyMap<string, Program | null> {
  const found = new Map<string, Program | null>();
  const named = programs.flatMap((program) =>
    distinct(program.uses.flatMap(({ processes }) => processes)).map((name) => ({ name, program })),
  );
  for (const { name, program } of named) {
    for (let length = MIN_TRUNCATED_LENGTH; length < name.length; length++) {
      const start = name.slice(0, length);
      found.set(start, found.has(start) && found.get(start) !== program ? null : program);
    }
  }
  const names = new Map<string, Program | null>();
  for (const { name, program } of named) names.set(name, names.has(name) ? null : program);
  return new Map([...found, ...names]);
}
