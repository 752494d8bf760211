import { readFileSync } from "node:fs";
import path from "node:path";
import { parseStructured } from "#adapters/structured/index.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../support/registry/committed.ts";

/**
 * `npm run score:pastes -- FOLDER [--missed]`: how many listeners of labelled pastes are read, by format and by group.
 * The folder has `index.tsv` (name, format, group, half, source, remarks), and for each name a paste `NAME.txt` and its
 * label `NAME.tsv` (address, port, transport, name, pid; `-` where the paste doesn't say). Address, port and transport are
 * compared; names and process ids are counted apart, on the listeners that are right. A listener whose transport the label
 * knows and the reading leaves open is both missed and wrong; the column `open` counts these.
 */
interface Labelled {
  readonly name: string;
  readonly format: string;
  readonly group: string;
}

interface Result extends Labelled {
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly right: number;
  /** Of the listeners that are right: how many have a name and a process id in the label, and how many agree. */
  readonly named: Count;
  readonly identified: Count;
}

interface Count {
  readonly of: number;
  readonly right: number;
}

interface Listener {
  /** Address, port and transport. */
  readonly key: string;
  readonly names: readonly string[];
  readonly pids: readonly string[];
}

const [folder = "", ...options] = process.argv.slice(2);
process.exitCode = folder === "" ? usage() : main(options.includes("--missed"));

function usage(): number {
  process.stderr.write("Give a folder of labelled pastes: npm run score:pastes -- FOLDER [--missed]\n");
  return 1;
}

function main(isVerbose: boolean): number {
  const results = linesOf("index.tsv").map((line) => score(parseLine(line)));
  const head = ["format", "pastes", "whole", "listeners", "recall", "precision", "open", "names", "pids"];
  const formats = Object.entries(Object.groupBy(results, ({ group, format }) => `${group} ${format}`)).sort();
  const groups = Object.entries(Object.groupBy(results, ({ group }) => group)).sort();
  const rows = [...formats, ...groups].map(([title, own = []]) => [title, ...figures(own)]);
  for (const [title = "", ...cells] of [head, ...rows]) {
    process.stdout.write(`${title.padEnd(32)}${cells.map((cell) => cell.padStart(11)).join("")}\n`);
  }
  for (const { name, format, missed, wrong } of isVerbose ? results : []) {
    if (missed.length + wrong.length > 0) process.stdout.write(`\n${name} ${format}\n`);
    for (const key of missed) process.stdout.write(`  missed ${key}\n`);
    for (const key of wrong) process.stdout.write(`  wrong  ${key}\n`);
  }
  return 0;
}

function figures(results: readonly Result[]): readonly string[] {
  const sum = (count: (result: Result) => number) => results.reduce((total, each) => total + count(each), 0);
  const right = sum((each) => each.right);
  const meant = right + sum(({ missed }) => missed.length);
  const found = right + sum(({ wrong }) => wrong.length);
  const share = (part: number, whole: number) => (whole === 0 ? "-" : (part / whole).toFixed(3));
  const whole = results.filter(({ missed, wrong }) => missed.length + wrong.length === 0).length;
  return [
    ...[`${results.length}`, `${whole}`, `${meant}`, share(right, meant), share(right, found)],
    `${sum((each) => each.wrong.filter((key) => each.missed.some((other) => key === other.replace(/\S+$/, "-"))).length)}`,
    ...[`${sum(({ named }) => named.right)}/${sum(({ named }) => named.of)}`],
    ...[`${sum(({ identified }) => identified.right)}/${sum(({ identified }) => identified.of)}`],
  ];
}

function linesOf(file: string): readonly string[] {
  const text = readFileSync(path.join(folder, file), "utf8");
  return text.split("\n").filter((line) => line !== "");
}

function parseLine(line: string): Labelled {
  const [name = "", format = "", group = ""] = line.split("\t");
  return { name, format, group: format.startsWith("firewall-") ? "firewall" : group };
}

function score(paste: Labelled): Result {
  const found = readListeners(
    readFileSync(path.join(folder, `${paste.name}.txt`), "utf8"),
    portByName,
    parseStructured,
  ).listeners;
  // Rules of a firewall aren't listeners.
  const labels = paste.group === "firewall" ? [] : linesOf(`${paste.name}.tsv`).flatMap(labelled);
  const expected = byKey(labels);
  const given = byKey(found.flatMap(described));
  const matches = [...expected].flatMap(([key, own]) => {
    const match = own.flatMap(({ key: exact }) => given.get(exact) ?? []);
    return match.length === 0 ? [] : [{ key, own, match }];
  });
  const count = (field: "names" | "pids"): Count => {
    const told = matches.filter(({ own }) => own.some((each) => each[field].length > 0));
    const agreed = told.filter(({ own, match }) =>
      own.some((each) => each[field].some((word) => match.some((other) => other[field].includes(word)))),
    );
    return { of: told.length, right: agreed.length };
  };
  return {
    ...paste,
    missed: [...expected.keys()].filter((key) => !given.has(key)),
    wrong: [...given.keys()].filter((key) => !expected.has(key)),
    right: matches.length,
    named: count("names"),
    identified: count("pids"),
  };
}

function byKey(listeners: readonly Listener[]): ReadonlyMap<string, readonly Listener[]> {
  return Map.groupBy(listeners, ({ key }) => key);
}

/** A span in a label counts as each of its ports. */
function labelled(line: string): readonly Listener[] {
  const [address = "", span = "", transport = "", name = "-", pid = "-"] = line.split("\t");
  const [first = "", last = first] = span.split("-");
  const ports = Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
  return ports.map((port) => ({
    key: keyOf(address, port, transport),
    names: name === "-" ? [] : [name.toLowerCase()],
    pids: pid === "-" ? [] : [pid],
  }));
}

/** A listener on several addresses counts as one on each of them. */
function described({ address, scope, port, transport, process, service, pid }: PastedListener): readonly Listener[] {
  const names = [process, service, service?.split("/").at(-1)].flatMap((name) => name?.toLowerCase() ?? []);
  const addresses = address?.split(", ") ?? [scope === "every" ? "*" : "-"];
  return addresses.map((each) => ({
    key: keyOf(each, port, transport ?? "-"),
    names,
    pids: pid === null ? [] : [`${pid}`],
  }));
}

function keyOf(address: string, port: number, transport: string): string {
  const bare = address.replace(/[[\]]/g, "").replace(/%.*/, "").toLowerCase();
  return `${bare} ${port} ${transport}`;
}
