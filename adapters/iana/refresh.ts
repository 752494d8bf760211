import { fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { dataFiles } from "./data-files.ts";
import { IanaError } from "./errors.ts";
import { fetchIfModified } from "./fetch-source.ts";
import type { ImportJob, ImportOutcome } from "./import-process.ts";
import type { KeptRegistry, Origin } from "./kept-registry.ts";
import { formatSnapshot, parseSnapshot, readText } from "./snapshot.ts";
import { parseSourceNotes } from "./source-notes.ts";

export interface RefreshOptions {
  /** The folder with `SOURCE.md`, which names the address to fetch. */
  readonly directory: string;
  /** An address to fetch instead. */
  readonly mirror: string | null;
  /** Where the current registry was fetched, if it was; then it is fetched only if it has changed. */
  readonly origin: Origin | null;
  readonly current: RegistrySnapshot;
  readonly signal: AbortSignal;
}

/** A registry that was fetched and accepted. */
export interface Refreshed {
  /** Null if it says the same as the current one. */
  readonly snapshot: RegistrySnapshot | null;
  /** What to keep for the next start, with the last update. */
  readonly kept: Omit<KeptRegistry, "update">;
}

/**
 * Fetches the registry if it has changed, and refuses whatever `updateRegistry` would not import without `--force`.
 * @returns null if it has not changed
 * @throws IanaError `source-unreadable`, `source-unknown-layout`, `source-implausible` or `snapshot-broken`; the signal's
 * reason if it is aborted.
 */
export async function refresh(options: RefreshOptions): Promise<Refreshed | null> {
  const { directory, mirror, origin, current, signal } = options;
  const address = mirror ?? parseSourceNotes(readText(dataFiles(directory).notes)).address;
  const validators = origin?.address === address ? origin.validators : null;
  const fetched = await fetchIfModified(address, { validators, signal });
  if (fetched === null) return null;
  const currentText = formatSnapshot(current);
  const text = await importInProcess({ bytes: fetched.bytes, current: currentText }, signal);
  return {
    snapshot: text === currentText ? null : parseSnapshot(text),
    kept: { text, origin: { address, validators: fetched.validators } },
  };
}

/** The import takes about 100 MB and half a second; much more would be something else. */
const MAX_MEMORY = "--max-old-space-size=512";
const MAX_TIME = 60_000;

async function importInProcess(job: ImportJob, signal: AbortSignal): Promise<string> {
  const child = fork(new URL(`./import-process${extname(import.meta.url)}`, import.meta.url), {
    serialization: "advanced",
    execArgv: [MAX_MEMORY],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    timeout: MAX_TIME,
    signal,
  });
  const crashed = once(child, "disconnect").then(() => {
    throw new Error("The process that imports the registry ended without a result.");
  });
  child.send(job);
  const [outcome]: ImportOutcome[] = await Promise.race([once(child, "message"), crashed]);
  if (outcome === undefined) throw new Error("The process that imports the registry sent nothing.");
  if ("text" in outcome) return outcome.text;
  throw new IanaError(outcome.refused.code, outcome.refused.message);
}
