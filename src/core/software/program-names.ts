import { pushTo } from "#core/collections.ts";
import type { Program } from "#core/software/program.ts";

/** What an image or a scanner calls a program, where its own names don't tell; null if the name says nothing. */
export interface ProgramName {
  readonly name: string;
  readonly product: string | null;
}

/** Programs by the names that people, container images and scanners give them. */
export interface ProgramNames {
  /** The program with exactly this name or process name, whatever its case and hyphens. */
  ofName(name: string): Program | null;
  /** The program in an image, such as `ghcr.io/acme/postgres:17`; null if it's unknown or runs anything. */
  ofImage(image: string): Program | null;
  /** The program that a scan found, such as `Redis key-value store 7.0.5`; null if it's unknown. */
  ofVersion(text: string): Program | null;
}

export function createProgramNames(programs: readonly Program[], names: readonly ProgramName[]): ProgramNames {
  const byName = indexByName(programs, names);
  return {
    ofName: (name) => byName.get(keyOf(name)) ?? null,
    ofImage: (image) => {
      for (const name of imageNames(image)) {
        const program = byName.get(name);
        if (program !== undefined) return program === null || isProtocol(program) ? null : program;
      }
      return null;
    },
    ofVersion: (text) => {
      const words = text.slice(0, MAX_VERSION).split(" ");
      // Some begin with the vendor: `Apache Tomcat`, `ISC BIND 9.18`; but `Werkzeug httpd` is no `httpd`.
      const hasVendor = UPPER.test(words[1] ?? "");
      const first = programAt(words, 0, byName);
      return (first === undefined && hasVendor ? programAt(words, 1, byName) : first) ?? null;
    },
  };
}

/** Images called after one hold what speaks it, as well as pages and tools about it. */
function isProtocol({ uses }: Program): boolean {
  return uses.some(({ kind }) => kind === "standard");
}

type ByName = ReadonlyMap<string, Program | null>;

/** Given names first, then what programs and their processes are called, then other names; null for shared ones. */
function indexByName(programs: readonly Program[], names: readonly ProgramName[]): ByName {
  const byProduct = new Map(programs.map((program) => [program.product, program]));
  const found = new Map<string, Program | null>();
  for (const { name, product } of names)
    found.set(keyOf(name), product === null ? null : (byProduct.get(product) ?? null));
  const add = (namesOf: (program: Program) => readonly string[]) => {
    const owners = new Map<string, Program[]>();
    for (const program of programs) {
      for (const key of new Set(namesOf(program).map(keyOf))) pushTo(owners, key, program);
    }
    for (const [key, [owner = null, ...others]] of owners) {
      if (key !== "" && !found.has(key)) found.set(key, others.length === 0 ? owner : null);
    }
  };
  // A protocol's name is no program's, but a scan finds it where it's spoken.
  add(({ product }) => [product]);
  add(({ uses }) => uses.flatMap(({ processes }) => processes));
  add(({ uses }) => uses.flatMap(({ role, kind, names: own }) => (role === null && kind !== "standard" ? own : [])));
  return found;
}

/** Upper case and hyphens are a matter of taste: `node_exporter`, `Node Exporter`, `node-exporter`. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");
}

const MAX_IMAGE = 300;

/**
 * What an image may be called after, the surest first: its last two components, as in `datadog/agent`, or the last one,
 * without what says only how it was made.
 */
function imageNames(image: string): readonly string[] {
  const path = image.slice(0, MAX_IMAGE).replace(/@.*$/, "").split("/");
  const name = (path.at(-1) ?? "").replace(/:.*$/, "");
  const parent = path.at(-2) ?? "";
  const words = name.split(/[-_.]/);
  while (words.length > 1 && isVariant(words.at(-1) ?? "")) words.pop();
  const bare = words.join("-");
  const unnumbered = bare.length > MIN_NUMBERED ? bare.replace(/\d+$/, "") : "";
  return [parent + name, name, bare, unnumbered, isVariant(bare) ? parent : ""].map(keyOf).filter(Boolean);
}

/** Shorter names have digits of their own. */
const MIN_NUMBERED = 5;

/** Editions and base images, which are the same program: `grafana-oss`, `mysql-80-centos7`, `vaultwarden/server`. */
const VARIANTS: ReadonlySet<string> = new Set([
  ...["server", "docker", "image", "ce", "ee", "oss", "community", "enterprise", "cluster", "single", "unprivileged"],
  ...["rootless", "slim", "distroless", "bookworm", "bullseye", "lts", "stable", "latest"],
]);
const BASE = /^(?:\d+|v\d+|(?:alpine|debian|ubuntu|centos|rhel|el|ubi)\d*)$/;

function isVariant(word: string): boolean {
  return VARIANTS.has(word.toLowerCase()) || BASE.test(word);
}

const MAX_VERSION = 120;
const MAX_WORDS = 4;
const UPPER = /^\p{Lu}/u;

/**
 * The program with the longest name that begins at a word, unless the name goes on: `Apache` isn't `Apache Tomcat`.
 * Null if that name doesn't say which program it is, undefined without such a name.
 */
function programAt(words: readonly string[], from: number, byName: ByName): Program | null | undefined {
  for (let count = MAX_WORDS; count > 0; count--) {
    const next = words[from + count];
    if (words.length < from + count || (next !== undefined && /^\p{Lu}\p{Ll}/u.test(next))) continue;
    const program = byName.get(keyOf(words.slice(from, from + count).join(" ")));
    if (program !== undefined) return program;
  }
  return undefined;
}
