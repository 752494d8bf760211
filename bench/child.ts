import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PROGRAM } from "../test/support/process/program.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Portcall, started as by `npm start`. */
export const PORTCALL = {
  program: pathToFileURL(PROGRAM),
  args: ["start"],
  ready: /Stop it with Ctrl/,
  nodeOptions: ["--max-semi-space-size=4"],
};

/** `http://127.0.0.1:PORT`, as the program prints it. */
export function originOf({ output }: Pick<Child, "output">): string {
  return /(?:Web page|Address|up at)\s+(http:\/\/\S+?)\/\s/.exec(output)?.[1] ?? "";
}

export interface ChildOptions {
  readonly program: URL;
  readonly args?: readonly string[];
  /** Matches its output once it is ready. */
  readonly ready: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Milliseconds after which it is killed if it isn't ready. */
  readonly startWithin?: number;
}

export interface Child extends AsyncDisposable {
  /** Milliseconds from the spawn until it was ready. */
  readonly readyAfter: number;
  /** Its output until then. */
  readonly output: string;
  /** All its output so far. */
  printed(): string;
  /** The open files and connections of the process. Linux only. */
  openFiles(): Promise<number>;
  /** Its exit code, once it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** The CPU time of all its threads so far, in µs. Linux only. */
  cpuTime(): Promise<number>;
  /** Its current resident memory in MB (10⁶ bytes). Linux only. */
  residentMemory(): Promise<number>;
  /** Stops it with a signal and returns all its output. */
  stop(): Promise<string>;
}

/** Starts a program in a child process with only the given environment, and waits until it is ready. */
export async function startChild({
  program,
  args = [],
  ready,
  environment = {},
  nodeOptions = [],
  startWithin,
}: ChildOptions): Promise<Child> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(program), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", PORTCALL_REFRESH: "off", PORTCALL_DRAIN: "0", ...environment },
    stdio: "pipe",
  });
  const exited = once(child, "exit");
  const end = () => child.kill();
  process.on("exit", end);
  exited.then(() => process.off("exit", end));
  let output = "";
  const becameReady = Promise.withResolvers<number>();
  const onData = (chunk: Buffer) => {
    output += chunk;
    if (ready.test(output)) becameReady.resolve(performance.now() - began);
  };
  child.stdout.on("data", onData);
  child.stderr.on("data", onData);
  exited.then(() => becameReady.reject(new Error(`${program.pathname} ended before it was ready:\n${output}`)));
  const impatience = startWithin === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), startWithin);
  const readyAfter = await becameReady.promise.finally(() => clearTimeout(impatience));

  async function stop(): Promise<string> {
    child.kill("SIGTERM");
    await exited;
    return output;
  }

  return {
    readyAfter,
    output,
    printed: () => output,
    openFiles: async () => (await readdir(`/proc/${child.pid}/fd`)).length,
    async cpuTime() {
      const tasks = await readdir(`/proc/${child.pid}/task`);
      const read = (task: string) => readFile(`/proc/${child.pid}/task/${task}/schedstat`, "utf8");
      const times = await Promise.all(tasks.map(async (task) => Number((await read(task)).split(" ", 1)[0])));
      return times.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1000;
    },
    ended: exited.then(([code]) => code),
    kill: (signal) => void child.kill(signal),
    async residentMemory() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
    },
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}
