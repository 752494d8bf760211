import { existsSync, renameSync, rmSync } from "node:fs";
import { encryptSlackTokens } from "#adapters/slack/index.ts";
import { copyEntries, describeStore } from "#adapters/store/index.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { allFeedback } from "#core/team/feedback.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { CommandError, UsageError } from "./command.ts";
import { withStore } from "./with-store.ts";

/** Milliseconds: everything in the store is read at once. */
const READ_TIMEOUT = 30_000;

/** Copies all entries of the first store into the second. */
export async function copyStore(
  _options: unknown,
  [from = "", to = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  const entries = await copy(from, to);
  stdout.write(`${entries} entries copied from ${describeStore(from)} to ${describeStore(to)}.\n`);
  return 0;
}

/** Copies all entries of the configured store into a new file, which appears when it is complete. */
export async function backUpStore(
  _options: unknown,
  [file = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  if (/^\w{2,}:/.test(file)) throw new UsageError("FILE is a path, without sqlite: before it.");
  if (existsSync(file)) throw new CommandError(`${file} exists. Name a new file.`);
  const { store } = readConfig();
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const entries = await copy(store, `sqlite:${unfinished}`);
  renameSync(unfinished, file);
  stdout.write(
    `${entries} entries copied from ${describeStore(store)} to ${file}. To restore them: portcall store copy sqlite:${file} TO\n`,
  );
  return 0;
}

/** The second store is opened, and so created, only if the first one has entries. @returns how many */
async function copy(from: string, to: string): Promise<number> {
  const logger = createLogger("error");
  const entries = await withStore(from, logger, (store) => store.list(""), { create: false, timeout: READ_TIMEOUT });
  if (entries.length === 0) throw new CommandError(`${describeStore(from)} is empty. Is it the right store?`);
  await withStore(to, logger, (store) => copyEntries(entries, store));
  return entries.length;
}

/** Encrypts the tokens of the configured store with the first key. */
export async function encryptTokens(_options: unknown, _args: unknown, { stdout }: Terminal): Promise<ExitCode> {
  const { store: url, storeKeys } = readConfig();
  if (storeKeys.length === 0)
    throw new ConfigurationError("PORTCALL_STORE_KEY is missing: it is what tokens are encrypted with.");
  const encrypted = await withStore(url, createLogger("error"), (store) => encryptSlackTokens(store, storeKeys));
  stdout.write(`The tokens of ${encrypted} Slack installations are encrypted with the first key.\n`);
  return 0;
}

/** Prints all feedback of the configured store. */
export async function printFeedback(_options: unknown, _args: unknown, { stdout }: Terminal): Promise<ExitCode> {
  const given = await withStore(readConfig().store, createLogger("error"), allFeedback);
  stdout.write(given.length === 0 ? "No feedback yet.\n" : given.map(formatLine).join(""));
  return 0;
}

/** Tab-separated columns for cut and sort: time, port, mood, comment. */
function formatLine({ at, port, mood, comment }: Feedback): string {
  return `${new Date(at).toISOString()}\t${port}\t${mood}\t${comment.replace(/\p{Cc}/gu, " ")}\n`;
}
