import { copyStore, describeStore, openStore } from "#adapters/store/index.ts";
import type { Store } from "#core/host.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { allFeedback } from "#core/team/feedback.ts";
import { readConfig } from "./config.ts";
import { createLogger } from "./log.ts";

const USAGE = `Usage:
  npm run store:copy -- FROM TO     copies everything that is kept from one store to another
  npm run feedback                  prints what people think of cards, one line each

FROM and TO are written as PORTCALL_STORE is: sqlite:./var/portcall.sqlite, redis://HOST:6379,
postgres://USER:PASSWORD@HOST:5432/DATABASE. Stop Portcall before copying; TO has to be empty.
`;

process.exitCode = await run(process.argv.slice(2));

/** @returns the exit code: 0, 1 where it failed, 2 where the command line was wrong. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  const work =
    command === "copy" && args.length === 2 ? copy : command === "feedback" && args.length === 0 ? feedback : null;
  if (work === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    process.stdout.write(await work(args));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof StoreUnavailable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function copy([from = "", to = ""]: readonly string[]): Promise<string> {
  const { entries } = await within(from, (source) => within(to, (target) => copyStore(source, target)));
  if (entries === 0) throw new ConfigurationError(`There is nothing in ${describeStore(from)}: is it the right one?`);
  return `${entries} entries copied from ${describeStore(from)} to ${describeStore(to)}.\n`;
}

async function feedback(): Promise<string> {
  const given = await within(readConfig().store, allFeedback);
  return given.length === 0 ? "Nobody has said anything yet.\n" : given.map(line).join("");
}

/** Columns parted by tabs, so that it can be cut and sorted: when, port, mood, comment. */
function line({ at, port, mood, comment }: Feedback): string {
  return `${new Date(at).toISOString()}\t${port}\t${mood}\t${comment.replace(/\p{Cc}/gu, " ")}\n`;
}

/** Opens a store for as long as the work takes. */
async function within<Result>(url: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(url, { logger: createLogger("error") });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
