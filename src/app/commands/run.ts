import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import type { CommandHelp, ExitCode, Option, Terminal } from "./command.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Commands } from "./find-command.ts";
import { describeUnknown, findCommand, findGroup } from "./find-command.ts";

/**
 * Runs one command line. User and configuration errors are printed on standard error, with an exit code.
 * @param version what `--version` prints
 * @param args the command's name, one or two words, and its arguments
 * @throws anything unexpected
 */
export async function runCommandLine(
  commands: Commands,
  version: string,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const found = findCommand(args, commands);
  try {
    const text = isVersion(args) ? `${version}\n` : requestedHelp(args, commands);
    if (text !== undefined) {
      terminal.stdout.write(text);
      return 0;
    }
    if (found === undefined) throw new UsageError(describeUnknown(args, commands));
    return await found.command.run(found.args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      const help = found ? commandHelp(found.name, found.command) : overview(findGroup(args[0], commands) ?? commands);
      terminal.stderr.write(`${error.message}\n\n${help}`);
      return 2;
    }
    if (!isOperatorError(error)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function isVersion([first = ""]: readonly string[]): boolean {
  return /^(?:version|--version|-v)$/.test(first);
}

/** The help requested by `help`, `help ask`, `ask --help` or `--help`; undefined for other arguments. */
function requestedHelp(args: readonly string[], commands: Commands): string | undefined {
  const end = args.indexOf("--");
  const ownArgs = end < 0 ? args : args.slice(0, end);
  const words = ownArgs.filter((arg) => arg !== "--help" && arg !== "-h");
  if (ownArgs[0] === "help") return helpOn(words.slice(1), commands);
  return words.length < ownArgs.length ? helpOn(words, commands) : undefined;
}

function helpOn(topic: readonly string[], commands: Commands): string {
  if (topic.length === 0) return overview(commands);
  const found = findCommand(topic, commands);
  if (found !== undefined) return commandHelp(found.name, found.command);
  const group = findGroup(topic[0], commands);
  if (group === undefined) throw new UsageError(describeUnknown(topic, commands));
  return overview(group);
}

/** Errors with a message that says what to do; the stack would not help. */
function isOperatorError(error: unknown): error is Error {
  return error instanceof ConfigurationError || error instanceof StoreUnavailable || error instanceof CommandError;
}

/** Usage and a line for each command. */
function overview(commands: Commands): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: portcall COMMAND [OPTIONS], or a port: portcall 867

${columns(rows)}
Help for one command: portcall help COMMAND. The version: portcall --version.
`;
}

/** Usage, options and examples of one command. */
function commandHelp(name: string, { summary, arguments: names, options, examples, notes }: CommandHelp): string {
  const usage = ["portcall", name, ...(Object.keys(options).length > 0 ? ["[OPTIONS]"] : []), ...names.map(argument)];
  const optionRows = Object.entries(options).map(([option, about]) => [optionUse(option, about), about.help] as const);
  const exampleRows = examples.map(([args, meaning]) => [`portcall ${name} ${args}`.trimEnd(), meaning] as const);
  const parts = [
    `Usage: ${usage.join(" ")}\n`,
    `portcall ${name} ${summary}.\n`,
    columns(optionRows),
    columns(exampleRows),
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
