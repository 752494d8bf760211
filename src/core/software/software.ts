import { distinct, pushTo } from "#core/collections.ts";
import type { Transport } from "#core/registry/port.ts";
import { numbersIn, spanSize } from "#core/registry/port.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse, isPool } from "#core/software/known-use.ts";
import type { PortSet, PortSets } from "#core/software/port-set.ts";
import { createPortSets } from "#core/software/port-set.ts";
import type { Relative } from "#core/software/relative.ts";

/** The table of software, indexed by number and by process name. */
export interface Software {
  /** All rows, by first number. */
  readonly uses: readonly KnownUse[];
  /** The known uses of a number: its own before those of spans that contain it. */
  usesOf(port: number): readonly KnownUse[];
  /** The program of a process, by its name or a truncated form of it; null if it is unknown or ambiguous. */
  programOf(process: string): Program | null;
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

/** A program that can be recognised by its process name. */
export interface Program {
  readonly product: string;
  readonly uses: readonly KnownUse[];
  /** Whether the table has all its numbers, so that another number says something. */
  readonly isFullyListed: boolean;
  /** It answers over HTTP, so it may use a web port, and a web server in front of it may use its port. */
  readonly isWeb: boolean;
}

/** What the table of software and the lists beside it say. */
export interface SoftwareData {
  /** The best known products first: they are named in this order where they share a number. */
  readonly uses: readonly KnownUse[];
  readonly relatives: readonly Relative[];
  readonly portSets: readonly PortSet[];
  /** Products whose numbers are all in the table. */
  readonly fullyListed: readonly string[];
}

export function createSoftware({ uses: rows, relatives, portSets, fullyListed }: SoftwareData): Software {
  const uses = rows.toSorted((a, b) => a.span.first - b.span.first);
  const pools = uses.filter(isPool);
  const byPort = new Map<number, KnownUse[]>();
  for (const use of uses) {
    if (isPool(use)) continue;
    for (let port = use.span.first; port <= use.span.last; port++) pushTo(byPort, port, use);
  }
  for (const found of byPort.values())
    found.sort((a, b) => spanSize(a.span) - spanSize(b.span) || prominence(a) - prominence(b));
  const usesOf = (port: number): readonly KnownUse[] => [
    ...(byPort.get(port) ?? []),
    ...pools.filter(({ span }) => span.first <= port && port <= span.last),
  ];
  let used: ReadonlySet<number> | null = null;
  const products = new Set(uses.flatMap(({ kind, product }) => (kind === "history" ? [] : [product]))).size;
  const programs = createPrograms(uses, new Set(fullyListed));
  const byProcess = indexByProcess(programs);
  const withRelatives = Map.groupBy(relatives, ({ port }) => port);
  const byProduct = new Map(programs.map((program) => [program.product, program]));
  return {
    uses,
    usesOf,
    programOf: (process) => byProcess.get(process.toLowerCase().replace(/\.exe$/, "")) ?? null,
    programsOn: (port, transport) => {
      const current = usesOf(port).filter((use) => isCurrentUse(use, transport));
      return distinct(current.flatMap(({ product }) => byProduct.get(product) ?? []));
    },
    usedPorts: () => {
      used ??= new Set(uses.flatMap(({ span }) => numbersIn(span)));
      return used;
    },
    productCount: () => products,
    relativesOf: (port) => {
      const own = withRelatives.get(port);
      if (own === undefined) return [];
      const services = new Set(own.map(({ service }) => service));
      return relatives.filter((each) => each.port !== port && services.has(each.service));
    },
    portSets: createPortSets(portSets),
  };
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
  return [...byProduct]
    .map(([product, own]) => ({
      product,
      uses: own,
      isFullyListed: fullyListed.has(product),
      isWeb: own.some(({ speaksHttp }) => speaksHttp),
    }))
    .filter((program) => program.uses.some(({ processes }) => processes.length > 0));
}

/** Linux truncates process names to 15 characters (proc(5), comm), lsof to 9, netstat to some others. */
const MIN_TRUNCATED_LENGTH = 9;

/** Indexes all process names and their truncated forms; null for forms shared by two programs. */
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
