import { encryptSlackTokens } from "#adapters/slack/index.ts";
import { copyStore, describeStore } from "#adapters/store/index.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { allFeedback } from "#core/team/feedback.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { CommandError } from "./command.ts";
import { withStore } from "./with-store.ts";

/** Copies all entries of the first store into the second. */
export async function copyEntries(
  _options: unknown,
  [from = "", to = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  const logger = createLogger("error");
  const { entries } = await withStore(from, logger, (source) =>
    withStore(to, logger, (target) => copyStore(source, target)),
  );
  if (entries === 0) throw new CommandError(`${describeStore(from)} is empty. Is it the right store?`);
  stdout.write(`${entries} entries copied from ${describeStore(from)} to ${describeStore(to)}.\n`);
  return 0;
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
