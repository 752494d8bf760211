import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import { editDistance } from "#core/search/edit-distance.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { CommandFailed, UsageError } from "./command.ts";
import { commandHelp, overview } from "./help.ts";

/** The commands of a program, by name; a name of two words is a command of the group that the first word names. */
export type Commands = Readonly<Record<string, Command>>;

/** Edits at most between what was typed and a command it may have meant. */
const TYPING_ERRORS = 2;

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
  const [first, ...rest] = args;
  const found = findCommand(args, commands);
  const print = (text: string): ExitCode => {
    terminal.stdout.write(text);
    return 0;
  };
  try {
    if (first === undefined) throw new UsageError("Which command?");
    if (/^(?:version|--version|-v)$/.test(first)) return print(`${version}\n`);
    if (/^(?:help|--help|-h)$/.test(first)) return print(helpOn(rest, commands));
    if (asksForHelp(args))
      return print(
        helpOn(
          args.filter((arg) => !isHelpOption(arg)),
          commands,
        ),
      );
    if (found === undefined) throw new UsageError(explainUnknown(args, commands));
    return await found.command.run(found.args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      const help = found === undefined ? overview(groupOf(first, commands)) : commandHelp(found.name, found.command);
      terminal.stderr.write(`${error.message}\n\n${help}`);
      return 2;
    }
    if (!isExplained(error)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function findCommand(args: readonly string[], commands: Commands) {
  for (const [name, command] of Object.entries(commands)) {
    const words = name.split(" ");
    if (words.every((word, at) => word === args[at])) return { name, command, args: args.slice(words.length) };
  }
  return undefined;
}

function helpOn(topic: readonly string[], commands: Commands): string {
  const found = findCommand(topic, commands);
  if (found !== undefined) return commandHelp(found.name, found.command);
  const [first] = topic;
  if (first !== undefined && !isGroup(first, commands)) throw new UsageError(explainUnknown(topic, commands));
  return overview(groupOf(first, commands));
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some(isHelpOption);
}

function isHelpOption(arg: string): boolean {
  return arg === "--help" || arg === "-h";
}

/** The commands of a group, or all where there is no such group. */
function groupOf(first: string | undefined, commands: Commands): Commands {
  const group = Object.entries(commands).filter(([name]) => name.startsWith(`${first} `));
  return group.length > 0 ? Object.fromEntries(group) : commands;
}

function isGroup(word: string, commands: Commands): boolean {
  return groupOf(word, commands) !== commands;
}

function explainUnknown(args: readonly string[], commands: Commands): string {
  const [first = "", second] = args;
  if (isGroup(first, commands)) {
    const names = Object.keys(groupOf(first, commands)).join(" or ");
    return second === undefined ? `Which command: ${names}?` : `Unknown command: ${first} ${second}`;
  }
  const closest = closestCommand(args, commands);
  const hint = closest === undefined ? `To ask about it: portcall ask ${args.join(" ")}` : `Did you mean: ${closest}?`;
  return `Unknown command: ${first}. ${hint}`;
}

/** The command whose name, or a word of it, is nearest to what was typed; undefined where none is near. */
function closestCommand([first = "", second = ""]: readonly string[], commands: Commands): string | undefined {
  const distances = Object.keys(commands).map((name) => {
    const names = [name, ...name.split(" ")];
    const typed = [first, `${first} ${second}`];
    const each = typed.flatMap((text) => names.map((known) => editDistance(text, known, TYPING_ERRORS)));
    return { name, distance: Math.min(...each) };
  });
  const [best] = distances.sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= TYPING_ERRORS ? best.name : undefined;
}

function isExplained(error: unknown): error is Error {
  return error instanceof ConfigurationError || error instanceof StoreUnavailable || error instanceof CommandFailed;
}
