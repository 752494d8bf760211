import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { IanaError } from "../../../adapters/iana/errors.ts";
import { updateData } from "../../../adapters/iana/index.ts";
import { listenOnLoopback } from "../../support/loopback/listen.ts";

export const CSV_HEADER =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes";

const SPAN_ROWS = [
  ",0,tcp,Reserved,,,,2024-12-20,[RFC6335],,,",
  ",1-21,,Unassigned,,,,,,,,",
  "ssh,22,tcp,The Secure Shell (SSH) Protocol,,,,,[RFC4251],,,",
  ",23-52,,Unassigned,,,,,,,,",
  "domain,53,udp,Domain Name Server,,,,,,,,",
  ",54-442,,Unassigned,,,,,,,,",
  "https,443,tcp,http protocol over TLS/SSL,,,,2021-10-01,[RFC9110],,,",
  ",444-872,,Unassigned,,,,,,,,",
  "rsync,873,tcp,rsync,,,,,,,,",
  ",874-49150,,Unassigned,,,,,,,,",
  ",49151,,Reserved,,,,2024-12-20,[RFC6335],,,",
];

/** The smallest plausible registry, filled up with service names to 200 rows. */
export const PLAUSIBLE_ROWS: readonly string[] = [
  ...SPAN_ROWS,
  ...Array.from({ length: 200 - SPAN_ROWS.length }, (_, index) => `name-${index},,tcp,Name ${index},,,,,,,,`),
];

export function csvOf(rows: readonly string[]): string {
  return [CSV_HEADER, ...rows, ""].join("\r\n");
}

/** An XML registry around hand-written records. */
export function xmlOf(records: string, updated = "2026-08-17"): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">
  <updated>${updated}</updated>
  ${records}
</registry>`;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function readFixture(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/iana/${name}`, import.meta.url));
}

/** A folder that is removed after the test. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "portcall-iana-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export const RETRIEVED = "2026-11-21";

/** A data folder with a first import, and a function that imports further rows. */
export async function createData() {
  const root = await createFolder();
  const directory = join(root, "data");
  const from = join(root, "source.csv");
  await mkdir(directory);
  const updateFrom = async (text: string, more: { force?: boolean; date?: string } = {}) => {
    await writeFile(from, text);
    return updateData({ directory, from, retrieved: RETRIEVED, ...more });
  };
  const update = (rows: readonly string[], more: { force?: boolean; date?: string } = {}) =>
    updateFrom(csvOf(rows), more);
  const read = async () => ({
    registry: await readFile(join(directory, "registry.tsv"), "utf8"),
    notes: await readFile(join(directory, "SOURCE.md"), "utf8"),
  });
  const first = await update(PLAUSIBLE_ROWS);
  return { directory, update, updateFrom, read, first };
}

/** Starts a loopback server for one test; returns its address. */
export async function serve(listener: RequestListener): Promise<string> {
  return `http://${await listenOnLoopback(createServer(listener))}/registry`;
}

/** The IanaError that the work throws. */
export async function ianaErrorOf(work: () => unknown): Promise<IanaError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof IanaError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}
