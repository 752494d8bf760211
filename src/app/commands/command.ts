import { parseArgs } from "node:util";

/** 0: done. 1: the question or the work failed. 2: the command line was wrong. */
export type ExitCode = 0 | 1 | 2;

/** Where a command reads and writes; `process` is one. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

interface Output {
  write(text: string): unknown;
}

/** An option as `parseArgs` takes it, with what help says about it. */
export type Option = Flag | ValueOption;

interface Flag {
  readonly type: "boolean";
  readonly help: string;
}

interface ValueOption {
  readonly type: "string";
  readonly placeholder: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What help says about a command. */
export interface CommandHelp {
  /** In a few words, after the command's name. */
  readonly summary: string;
  /** The names of the arguments, in order. One that ends in `…` stands for any number, zero included. */
  readonly arguments: readonly string[];
  readonly options: Options;
  /** Arguments and what they do. */
  readonly examples: readonly (readonly [args: string, meaning: string])[];
  /** What else there is to know; lines of at most 100 characters. */
  readonly notes?: string;
}

export interface Command extends CommandHelp {
  /** @throws UsageError where the arguments are wrong */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** The command line is wrong; the message says what is. */
export class UsageError extends Error {
  readonly code = "usage";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** Work that failed for a reason the message explains. */
export class CommandFailed extends Error {
  readonly code = "command-failed";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandFailed";
  }
}

/** An option that is given or not. */
export function flag(help: string): Flag {
  return { type: "boolean", help };
}

/** An option with a value. @param placeholder stands for the value in help */
export function takes(placeholder: string, help: string): ValueOption {
  return { type: "string", placeholder, help };
}

interface Config<Given extends Options> {
  args: string[];
  allowPositionals: true;
  options: Given;
}

/** The values of the options given, typed by how they were defined. */
type Values<Given extends Options> = ReturnType<typeof parseArgs<Config<Given>>>["values"];

interface Definition<Given extends Options> extends CommandHelp {
  readonly options: Given;
  /** Imports the work when it is called, so that nothing is loaded for a command that isn't run. */
  load(): Promise<(values: Values<Given>, args: readonly string[], terminal: Terminal) => Promise<ExitCode>>;
}

/** A command whose options are read by its definition. */
export function defineCommand<const Given extends Options>(definition: Definition<Given>): Command {
  return {
    ...definition,
    async run(args, terminal) {
      const { values, positionals } = readArguments(args, definition);
      const work = await definition.load();
      return work(values, positionals, terminal);
    },
  };
}

function readArguments<Given extends Options>(args: readonly string[], definition: Definition<Given>) {
  const parsed = parseStrictly({
    args: protectNegativeNumbers(args),
    allowPositionals: true,
    options: definition.options,
  });
  const names = definition.arguments;
  const required = names.filter((name) => !name.endsWith("…"));
  const missing = required.slice(parsed.positionals.length);
  if (missing.length > 0) throw new UsageError(`Missing ${missing.join(" and ")}.`);
  const extra = required.length === names.length ? parsed.positionals.slice(names.length) : [];
  if (extra.length > 0) throw new UsageError(`Unexpected argument: ${extra.join(" ")}`);
  return parsed;
}

function parseStrictly<Given extends Options>(config: Config<Given>) {
  try {
    return parseArgs<Config<Given>>(config);
  } catch (error) {
    // parseArgs throws plain errors; the sentences after the first are about positional arguments that begin with `-`.
    const [problem] = String(error instanceof Error ? error.message : error).split(/\.\s/, 1);
    throw new UsageError(`${problem}.`, { cause: error });
  }
}

/** `-1` is a good question; parseArgs would take it for an option. */
function protectNegativeNumbers(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => /^-\d/.test(arg));
  return at < 0 || args.includes("--") ? [...args] : [...args.slice(0, at), "--", ...args.slice(at)];
}
