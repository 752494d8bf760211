import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadSnapshot } from "#adapters/iana/index.ts";
import { openStore } from "#adapters/store/index.ts";
import type { Ask } from "#core/chat-platform.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { rowsOf } from "#core/software/software.ts";
import type { Asker } from "#core/team/asker.ts";
import { createAnswering } from "../src/app/answering.ts";
import { loadKnowledge } from "../src/app/knowledge.ts";
import { fillBook, memberOf, SILENT, servicesOn } from "./books.ts";
import type { Row, Unit } from "./row.ts";
import { ratioTo } from "./row.ts";
import { median } from "./statistics.ts";
import type { TemporaryFolder } from "./temporary-folder.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const CLAIMS = [10, 1000, 10_000, 60_000];
const TEAMS = [1, 100, 10_000];
const COPIES = [1, 2, 4];
const TRIES = 3;

/** How time and memory grow with a book, with the number of teams and with the registry. */
export async function benchGrowth(): Promise<Row[]> {
  using folder = createTemporaryFolder();
  return [...(await booksGrow(folder)), ...(await teamsGrow(folder)), ...(await registryGrows(folder))];
}

/** What is asked of a book; what it changes is undone. The look-up after a claim reads the book anew. */
const BOOK_QUESTIONS: readonly { readonly what: string; readonly before?: string; readonly text: string }[] = [
  { what: "867, asked before", text: "867" },
  { what: "867 after a claim", before: "claim CLAIMED spare", text: "867" },
  { what: "undo", text: "undo" },
  { what: "book", text: "book" },
  { what: "book export csv", text: "book export csv" },
  { what: "free 20", text: "free 20" },
];

async function booksGrow(folder: TemporaryFolder): Promise<Row[]> {
  const knowledge = await loadKnowledge();
  const times = new Map<string, number[]>();
  for (const claims of CLAIMS) {
    const store = await openStore(`sqlite:${folder.file(`book-${claims}.sqlite`)}`, { logger: SILENT });
    try {
      const services = servicesOn(store);
      await fillBook({ team: "bench.T1", claims }, services);
      const { ask } = createAnswering(knowledge, services);
      for (const { what, ...question } of BOOK_QUESTIONS) {
        times.set(what, [...(times.get(what) ?? []), await timeQuestion(ask, question)]);
      }
    } finally {
      await store.close();
    }
  }
  return BOOK_QUESTIONS.flatMap(({ what }) =>
    growth(`${what}: `, "ms", { sizes: CLAIMS, of: "claims", values: times.get(what) ?? [] }),
  );
}

async function timeQuestion(ask: Ask, { before, text }: { readonly before?: string; readonly text: string }) {
  const asker = memberOf("bench.T1");
  const times: number[] = [];
  // The first one fills the caches.
  for (let attempt = 0; attempt <= TRIES; attempt++) {
    if (before !== undefined) await askText(ask, before.replace("CLAIMED", `${1000 + attempt}`), asker);
    const began = performance.now();
    await askText(ask, text, asker);
    times.push(performance.now() - began);
  }
  return median(times.slice(1));
}

function askText(ask: Ask, text: string, asker: Asker) {
  return ask({ text, manner: "command", locale: "en", asker });
}

async function teamsGrow(folder: TemporaryFolder): Promise<Row[]> {
  const knowledge = await loadKnowledge();
  const store = await openStore(`sqlite:${folder.file("teams.sqlite")}`, { logger: SILENT });
  try {
    const services = servicesOn(store);
    const { ask } = createAnswering(knowledge, services);
    await askText(ask, "867", memberOf("bench.nobody"));
    const before = heapUsed();
    const values: number[] = [];
    let team = 0;
    for (const teams of TEAMS) {
      for (; team < teams; team++) {
        await fillBook({ team: `bench.T${team}`, claims: 1 }, services);
        await askText(ask, "867", memberOf(`bench.T${team}`));
      }
      values.push(Math.max(heapUsed() - before, 0));
    }
    return growth("heap that teams of one claim each add: ", "MB", { sizes: TEAMS, of: "teams", values });
  } finally {
    await store.close();
  }
}

/** MB after a full collection. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed / 1e6;
}

const SNAPSHOT = fileURLToPath(new URL("../data/registry.tsv", import.meta.url));
const SERVICE_COLUMN = 3;

/** Copies of the registry in one file, whose services have names of their own. */
async function registryGrows(folder: TemporaryFolder): Promise<Row[]> {
  const [head, records] = splitSnapshot(await readFile(SNAPSHOT, "utf8"));
  const load: number[] = [];
  const find: number[] = [];
  for (const copies of COPIES) {
    const file = folder.file(`registry-${copies}.tsv`);
    const all = Array.from({ length: copies }, (_, copy) => records.map((line) => renamed(line, copy)));
    await writeFile(file, `${[...head, ...all.flat()].join("\n")}\n`);
    const open = () => createRegistry(loadSnapshot(file));
    const times: number[] = [];
    for (let attempt = 0; attempt < TRIES; attempt++) times.push(await timed(async () => open()));
    load.push(median(times));
    const services = createServiceIndex(open(), rowsOf([]));
    find.push(await timed(async () => services.find("postgresql")));
  }
  const sizes = { sizes: COPIES, of: "× the registry" };
  return [
    ...growth("registry load: ", "ms", { ...sizes, values: load }),
    ...growth("first service by its name, index included: ", "ms", { ...sizes, values: find }),
  ];
}

function splitSnapshot(text: string): [head: string[], records: string[]] {
  const lines = text.trimEnd().split("\n");
  const start = lines.findIndex((line) => !line.startsWith("#")) + 1;
  return [lines.slice(0, start), lines.slice(start)];
}

function renamed(line: string, copy: number): string {
  if (copy === 0) return line;
  const cells = line.split("\t");
  const name = cells[SERVICE_COLUMN] ?? "";
  return cells.with(SERVICE_COLUMN, name === "" ? "" : `${name}-${copy}`).join("\t");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

interface Growth {
  readonly sizes: readonly number[];
  readonly of: string;
  readonly values: readonly number[];
}

/** A row for each size, compared with the smallest. */
function growth(figure: string, unit: Unit, { sizes, of, values }: Growth): Row[] {
  const [smallest = Number.NaN] = values;
  return sizes.map((size, at) => ({
    figure: `${figure}${size.toLocaleString("en")} ${of}`,
    unit,
    value: values[at] ?? Number.NaN,
    baseline: at === 0 || smallest === 0 ? null : ratioTo(`${sizes[0]} ${of}`, smallest),
    target: null,
  }));
}
