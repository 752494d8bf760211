import { installedTeams, removeInstallation } from "#adapters/slack/index.ts";
import type { BookChange } from "#core/book/change.ts";
import type { Claim } from "#core/book/claim.ts";
import { readChanges } from "#core/book/read-book.ts";
import type { Store } from "#core/host.ts";
import { spanText } from "#core/registry/port.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { summariseTeams } from "#core/team/kept-data.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { CommandError, UsageError } from "./command.ts";
import { withStore } from "./with-store.ts";

/** Prints a line for each team that is installed or has data: id, claims, changes, and when it last changed. */
export async function listTeams(_options: unknown, _args: unknown, { stdout }: Terminal): Promise<ExitCode> {
  const lines = await inStore(async (store) => {
    const known = await summariseTeams(store);
    const kept = known.map(({ team, claims, changes, changed }) => [
      team,
      claims,
      changes,
      changed === null ? "-" : timeOf(changed),
    ]);
    const others = (await installedTeams(store)).filter((id) => known.every(({ team }) => team !== id));
    return [...kept, ...others.map((team) => [team, 0, 0, "-"])].map((columns) => `${columns.join("\t")}\n`);
  });
  stdout.write(lines.length === 0 ? "No teams yet.\n" : lines.join(""));
  return 0;
}

/** Prints a team's changes, oldest first: time, id, person, and what was removed and added. */
export async function printHistory(
  _options: unknown,
  [team = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  checkTeam(team);
  const changes = await inStore((store) => readChanges(team, store));
  stdout.write(changes.length === 0 ? `No changes in ${team}.\n` : changes.map(formatChange).join(""));
  return 0;
}

interface RemoveOptions {
  readonly yes?: boolean | undefined;
}

/** Removes everything that is kept about a team, with its installation in Slack. */
export async function removeTeam(
  { yes = false }: RemoveOptions,
  [team = ""]: readonly string[],
  { stdout }: Terminal,
): Promise<ExitCode> {
  checkTeam(team);
  const removed = await inStore(async (store) => {
    const found = (await summariseTeams(store)).find((each) => each.team === team);
    const isInstalled = (await installedTeams(store)).includes(team);
    if (found === undefined && !isInstalled)
      throw new CommandError(`Nothing is kept about ${team}. portcall team list shows all.`);
    const { claims = 0, changes = 0 } = found ?? {};
    const what = `${team} (claims: ${claims}, changes: ${changes}, settings${isInstalled ? ", its installation in Slack" : ""})`;
    if (!yes) throw new CommandError(`This would remove ${what}.\nTo remove it for good, add --yes.`);
    await forgetTeam(team, store);
    if (isInstalled) await removeInstallation(team, store);
    return what;
  });
  stdout.write(`Removed ${removed}.\n`);
  return 0;
}

function inStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  return withStore(readConfig().store, createLogger("error"), work);
}

function checkTeam(team: string): void {
  if (!/^[a-z]+(?:\.\w+)?$/.test(team)) {
    throw new UsageError(`"${team}" is not a team, such as slack.T0123456789 or discord.123456789012345678.`);
  }
}

/** Tab-separated columns for cut and sort. */
function formatChange({ at, id, by, added, removed, undoes }: BookChange): string {
  const claims = (sign: string, of: readonly Claim[]) =>
    of.map(
      ({ span, transport, name }) => `${sign}${spanText(span)}${transport === null ? "" : `/${transport}`} ${name}`,
    );
  const what = [...claims("-", removed), ...claims("+", added)].join(", ");
  return `${[timeOf(at), id, by?.id ?? "forgotten", undoes === null ? what : `undo ${undoes}: ${what}`].join("\t")}\n`;
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
