import { readPersonData } from "#core/team/kept-data.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { CommandError, UsageError } from "./command.ts";
import { withStore } from "./with-store.ts";

/** Prints everything that is kept about a person, as JSON. */
export async function exportPerson(
  _options: unknown,
  [person = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  if (!/^(?:slack\.\w+|discord|terminal)\/[\w.-]+$/.test(person)) {
    throw new UsageError(
      `"${person}" is not a person, such as slack.T0123456789/U0123456789 or discord/123456789012345678.`,
    );
  }
  const data = await withStore(readConfig().store, createLogger("error"), (store) => readPersonData(person, store));
  if (Object.keys(data.own).length + data.teams.length === 0)
    throw new CommandError(`Nothing is kept about ${person}.`);
  stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  return 0;
}
