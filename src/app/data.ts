import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkData, IanaError, updateData } from "#adapters/iana/index.ts";

const DATA_DIRECTORY = fileURLToPath(new URL("../../data/", import.meta.url));

const USAGE = `Usage:
  npm run data:update -- [--from FILE | --url URL] [--date YYYY-MM-DD] [--retrieved YYYY-MM-DD] [--force] [--data DIR]
      imports IANA's registry, fetched from its official address, and says what changed
  npm run data:check -- [--from FILE | --url URL | --offline] [--data DIR]
      proves that the committed registry is what its source yields

  --from FILE   a registry file at hand, XML or CSV, instead of fetching
  --url URL     another address to fetch from
  --date        the date of a CSV, which states none (otherwise the newest date in its rows)
  --retrieved   when the file was fetched (otherwise today)
  --force       accept a record count that changed by more than 2 %, or replace an unreadable snapshot
  --offline     check the committed files only
  --data DIR    another folder than data/
`;

const COMMON = { from: { type: "string" }, url: { type: "string" }, data: { type: "string" } } as const;

class UsageError extends Error {}

process.exitCode = await run(process.argv.slice(2));

async function run([command, ...args]: readonly string[]): Promise<number> {
  try {
    const { lines } = await (command === "update" ? update(args) : command === "check" ? check(args) : refuse(command));
    process.stdout.write(`${lines.join("\n")}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`);
    else if (error instanceof IanaError) process.stderr.write(`${error.message}\n`);
    else throw error;
    return 1;
  }
}

function update(args: readonly string[]) {
  const options = {
    ...COMMON,
    date: { type: "string" },
    retrieved: { type: "string" },
    force: { type: "boolean" },
  } as const;
  const { values } = readArgs(() => parseArgs({ args: [...args], options }));
  refuseTogether(values, ["from", "url"]);
  return updateData({
    ...values,
    url: checkUrl(values.url),
    date: checkDate(values.date),
    retrieved: checkDate(values.retrieved) ?? new Date().toISOString().slice(0, 10),
    directory: values.data ?? DATA_DIRECTORY,
  });
}

function check(args: readonly string[]) {
  const options = { ...COMMON, offline: { type: "boolean" } } as const;
  const { values } = readArgs(() => parseArgs({ args: [...args], options }));
  refuseTogether(values, ["from", "url", "offline"]);
  return checkData({ ...values, url: checkUrl(values.url), directory: values.data ?? DATA_DIRECTORY });
}

function refuse(command: string | undefined): never {
  throw new UsageError(command === undefined ? "Say what to do: update or check." : `"${command}" is no command.`);
}

/** parseArgs throws plain errors for unknown options, which are the caller's mistake and not a fault. */
function readArgs<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function refuseTogether(values: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const given = names.filter((name) => values[name] !== undefined);
  if (given.length > 1) throw new UsageError(`--${given.join(" and --")} exclude each other.`);
}

function checkUrl(text: string | undefined): string | undefined {
  if (text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new UsageError(`"${text}" is no http or https address.`);
}

function checkDate(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new UsageError(`"${text}" is no date; write it YYYY-MM-DD.`);
}
