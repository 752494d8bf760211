import { readdirSync, readFileSync } from "node:fs";
import type { PastedListener } from "#core/explain/listener.ts";

/** A paste and the expected listeners. */
export interface PasteFixture {
  readonly name: string;
  /** Where it comes from: `made by: …` or `hand-made after: …`. */
  readonly origin: string;
  readonly text: string;
  /** `22 tcp every sshd -`: port, transport, scope, process, container or service; sorted. */
  readonly listeners: readonly string[];
  readonly connections: number;
}

const FOLDER = new URL("../../fixtures/pastes/", import.meta.url);

/** Every paste under test/fixtures/pastes with its expectations beside it. */
export const PASTES: readonly PasteFixture[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => {
    const [origin = "", ...lines] = readFileSync(new URL(file, FOLDER), "utf8").split("\n");
    const expected = readFileSync(new URL(file.replace(".txt", ".tsv"), FOLDER), "utf8")
      .trimEnd()
      .split("\n");
    const [connections = "", , ...rows] = expected;
    return {
      name: file.replace(".txt", ""),
      origin: origin.replace(/^# /, ""),
      text: lines.join("\n"),
      listeners: rows.flatMap(expand).sort(),
      connections: Number(connections.replace("# connections ", "")),
    };
  });

/** A row for each port of `8000-8005`. */
function expand(row: string): readonly string[] {
  const [ports = "", ...rest] = row.split("\t");
  const [first = "", last = first] = ports.split("-");
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => [Number(first) + at, ...rest].join(" "));
}

/** Formats listeners like the expectations. */
export function described(listeners: readonly PastedListener[]): readonly string[] {
  return listeners
    .map(({ port, transport, scope, process, service }) =>
      [port, transport ?? "-", scope, process ?? "-", service ?? "-"].join(" "),
    )
    .sort();
}
