import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import type { CommandHelp, ExitCode, Option, Terminal } from "./command.ts";
import { CommandFailed, UsageError } from "./command.ts";
import type { Commands } from "./find-command.ts";
import { explainUnknown, findCommand, findGroup } from "./find-command.ts";

/**
 * Runs one command line. A mistake of the user or the operator ends in words on standard error and an exit code.
 * @param version what `--version` prints
 * @param args the command's name, one word or two, and its arguments
 * @throws whatever nobody expected
 */
export async function runCommandLine(
  commands: Commands,
  version: string,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const found = findCommand(args, commands);
  try {
    const text = isVersion(args) ? `${version}\n` : helpAskedFor(args, commands);
    if (text !== undefined) {
      terminal.stdout.write(text);
      return 0;
    }
    if (found === undefined) throw new UsageError(explainUnknown(args, commands));
    return await found.command.run(found.args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      const help = found ? commandHelp(found.name, found.command) : overview(findGroup(args[0], commands) ?? commands);
      terminal.stderr.write(`${error.message}\n\n${help}`);
      return 2;
    }
    if (!isExplained(error)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function isVersion([first = ""]: readonly string[]): boolean {
  return /^(?:version|--version|-v)$/.test(first);
}

/** `help`, `help ask`, `ask --help`, `--help`; undefined where no help is asked for. */
function helpAskedFor(args: readonly string[], commands: Commands): string | undefined {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const words = own.filter((arg) => arg !== "--help" && arg !== "-h");
  if (own[0] === "help") return helpOn(words.slice(1), commands);
  return words.length < own.length ? helpOn(words, commands) : undefined;
}

function helpOn(topic: readonly string[], commands: Commands): string {
  if (topic.length === 0) return overview(commands);
  const found = findCommand(topic, commands);
  if (found !== undefined) return commandHelp(found.name, found.command);
  const group = findGroup(topic[0], commands);
  if (group === undefined) throw new UsageError(explainUnknown(topic, commands));
  return overview(group);
}

/** Errors whose message says what to do, so that nobody needs the stack. */
function isExplained(error: unknown): error is Error {
  return error instanceof ConfigurationError || error instanceof StoreUnavailable || error instanceof CommandFailed;
}

/** What the program is, how it is called, and a line on each command. */
function overview(commands: Commands): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: portcall COMMAND [OPTIONS]

${columns(rows)}
Help for one command: portcall help COMMAND. The version: portcall --version.
`;
}

/** How one command is called, with every option and examples. */
function commandHelp(name: string, { summary, arguments: names, options, examples, notes }: CommandHelp): string {
  const usage = ["portcall", name, ...(Object.keys(options).length > 0 ? ["[OPTIONS]"] : []), ...names.map(argument)];
  const described = Object.entries(options).map(([option, about]) => [optionUse(option, about), about.help] as const);
  const tried = examples.map(([args, meaning]) => [`portcall ${name} ${args}`.trimEnd(), meaning] as const);
  const parts = [
    `Usage: ${usage.join(" ")}\n`,
    `portcall ${name} ${summary}.\n`,
    columns(described),
    columns(tried),
    `${notes ?? ""}\n`,
  ];
  return parts.filter((part) => part.trim() !== "").join("\n");
}

function argument(name: string): string {
  return name.endsWith("…") ? `[${name}]` : name;
}

function optionUse(name: string, option: Option): string {
  return option.type === "string" ? `--${name} ${option.placeholder}` : `--${name}`;
}

/** Two columns, the second one aligned. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}   ${second}\n`).join("");
}
