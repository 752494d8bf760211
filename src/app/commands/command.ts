import { parseArgs } from "node:util";

/** 0: success. 1: the question or the command failed. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** The streams a command uses; `process` is one. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

interface Output {
  write(text: string): unknown;
}

/** An option as `parseArgs` takes it, with its help text. */
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

/** A command's help. */
export interface CommandHelp {
  /** A few words that follow the command's name. */
  readonly summary: string;
  /** The argument names, in order. One that ends in `…` stands for any number of arguments. */
  readonly arguments: readonly string[];
  readonly options: Options;
  /** Example arguments and what they do. */
  readonly examples: readonly (readonly [args: string, meaning: string])[];
  /** Further notes; lines of at most 100 characters. */
  readonly notes?: string;
}

export interface Command extends CommandHelp {
  /** @throws UsageError if the arguments are wrong */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** Wrong usage; the message says what is wrong. */
export class UsageError extends Error {
  readonly code = "usage";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** A command failed for a reason that the message explains. */
export class CommandError extends Error {
  readonly code = "command-failed";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandError";
  }
}

/** A boolean option. */
export function flag(help: string): Flag {
  return { type: "boolean", help };
}

/** An option with a value. @param placeholder stands for the value in help */
export function valueOption(placeholder: string, help: string): ValueOption {
  return { type: "string", placeholder, help };
}

interface Config<Given extends Options> {
  args: string[];
  allowPositionals: true;
  options: Given;
}

/** The option values, typed by their definitions. */
type Values<Given extends Options> = ReturnType<typeof parseArgs<Config<Given>>>["values"];

interface Definition<Given extends Options> extends CommandHelp {
  readonly options: Given;
  /** Lazily imports the implementation, so that only the command that runs is loaded. */
  load(): Promise<(values: Values<Given>, args: readonly string[], terminal: Terminal) => Promise<ExitCode>>;
}

/** Defines a command with typed options. */
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
    // parseArgs throws plain errors. Only the first sentence is useful; the rest is about arguments that start with
    // `-`.
    const [problem] = String(error instanceof Error ? error.message : error).split(/\.\s/, 1);
    throw new UsageError(`${problem}.`, { cause: error });
  }
}

/** `-1` is a valid question, but parseArgs would take it for an option. */
function protectNegativeNumbers(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => /^-\d/.test(arg));
  return at < 0 || args.includes("--") ? [...args] : [...args.slice(0, at), "--", ...args.slice(at)];
}
