import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { VARIABLE_NAMES } from "../../../src/app/config.ts";
import { PROGRAM } from "./program.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Empty variables are unset, and a developer's .env doesn't set them. */
const UNSET = Object.fromEntries(VARIABLE_NAMES.flatMap((name) => [name, `${name}_FILE`]).map((name) => [name, ""]));

export interface PortcallProcess {
  /** `http://127.0.0.1:PORT`, read from what the process prints. */
  readonly address: string;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export interface ExitResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the bot as an operator would, on a free port, and waits until it is up. */
export async function startPortcallProcess(
  environment: Readonly<Record<string, string>> = {},
  command: readonly string[] = [process.execPath, PROGRAM, "start"],
): Promise<PortcallProcess> {
  const child = run(command, { PORT: "0", ...environment });
  let printed = "";
  const address = Promise.withResolvers<string>();
  const onData = (chunk: Buffer) => {
    printed += chunk;
    const found = /(?:Web page|Address)\s+(http:\/\/\S+?)\/\s/.exec(printed)?.[1];
    if (found !== undefined) address.resolve(found);
  };
  child.stdout?.on("data", onData);
  child.stderr?.on("data", onData);
  // Everything is printed when the streams are closed.
  const ended = once(child, "close").then(([code]) => code);
  ended.then((code) => address.reject(new Error(`Portcall ended with ${code}:\n${printed}`)));
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    address: await address.promise,
    output: () => printed,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

interface RunOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The working folder: Portcall's, if it is missing. */
  readonly folder?: string;
}

/** Runs one command of Portcall's program to its end. */
export function runPortcall(args: readonly string[], options: RunOptions = {}): Promise<ExitResult> {
  return runToEnd(PROGRAM, args, options);
}

/** Runs a program to its end. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  { input = "", environment = {}, folder }: RunOptions = {},
): Promise<ExitResult> {
  const child = run([process.execPath, program, ...args], environment, folder);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin?.end(input);
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

/** Only the variables set by a test: no tokens or data of a developer, no request to IANA, and no wait for a balancer. */
function run(
  [program = "", ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder = ROOT,
): ChildProcess {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(program, args, {
    cwd: folder,
    env: {
      PATH,
      HOME,
      ...UNSET,
      PORTCALL_STORE: "sqlite::memory:",
      PORTCALL_REFRESH: "off",
      PORTCALL_DRAIN: "0",
      ...environment,
    },
    stdio: "pipe",
  });
}
