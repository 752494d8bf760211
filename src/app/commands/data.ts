import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkData, IanaError, loadSnapshot, updateData } from "#adapters/iana/index.ts";
import { checkSoftware, readSoftware } from "#adapters/software/index.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { packageFile } from "../package-file.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { CommandError, UsageError } from "./command.ts";

const DATA_DIRECTORY = packageFile("data");

interface SourceOptions {
  readonly from?: string | undefined;
  readonly url?: string | undefined;
  readonly data?: string | undefined;
}

interface UpdateOptions extends SourceOptions {
  readonly date?: string | undefined;
  readonly retrieved?: string | undefined;
  readonly force?: boolean | undefined;
}

interface CheckOptions extends SourceOptions {
  readonly offline?: boolean | undefined;
}

/** Imports IANA's registry into the data folder. */
export async function updateRegistryData(
  options: UpdateOptions,
  _args: unknown,
  terminal: Terminal,
): Promise<ExitCode> {
  rejectCombination(options, ["from", "url"]);
  const update = {
    ...options,
    url: checkUrl(options.url),
    date: checkDate(options.date),
    retrieved: checkDate(options.retrieved) ?? new Date().toISOString().slice(0, 10),
    directory: options.data ?? DATA_DIRECTORY,
  };
  return report(updateData(update), terminal);
}

/** Compares the data folder's registry with its source, and checks its table of software. */
export async function checkRegistryData(options: CheckOptions, _args: unknown, terminal: Terminal): Promise<ExitCode> {
  rejectCombination(options, ["from", "url", "offline"]);
  const check = { ...options, url: checkUrl(options.url), directory: options.data ?? DATA_DIRECTORY };
  const code = await report(checkData(check), terminal);
  if (!existsSync(join(check.directory, "software"))) {
    terminal.stdout.write(`There is no table of software in ${check.directory}.\n`);
    return code;
  }
  const registry = createRegistry(loadSnapshot(join(check.directory, "registry.tsv")));
  const problems = checkSoftware(await readSoftware(check.directory), registry);
  if (problems.length > 0) throw new CommandError(`The table of software:\n${problems.join("\n")}`);
  terminal.stdout.write("The table of software is in order.\n");
  return code;
}

async function report(work: Promise<{ readonly lines: readonly string[] }>, { stdout }: Terminal): Promise<ExitCode> {
  try {
    const { lines } = await work;
    stdout.write(`${lines.join("\n")}\n`);
    return 0;
  } catch (error) {
    if (error instanceof IanaError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function rejectCombination(options: object, names: readonly string[]): void {
  const given = Object.keys(options).filter((name) => names.includes(name));
  if (given.length > 1) throw new UsageError(`--${given.join(" and --")} cannot be used together.`);
}

function checkUrl(text: string | undefined): string | undefined {
  if (text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new UsageError(`"${text}" is not an http or https URL.`);
}

function checkDate(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new UsageError(`"${text}" is not a date (YYYY-MM-DD).`);
}
