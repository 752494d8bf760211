import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isExecutable } from "../listening/tools.ts";

/** A server for one test, on loopback, with its own folder. */
export interface RealServer {
  readonly url: string;
  /** Starts it again on the same port and data; resolves once it answers. */
  start(): Promise<void>;
  /** Stops or kills it with all its processes; resolves once it is gone. */
  stop(manner?: "orderly" | "killed"): Promise<void>;
  /** Suspends it: it keeps connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where an executable is, on the PATH or in one of the folders; undefined where there is none. */
export function findExecutable(name: string, folders: readonly string[] = []): string | undefined {
  const candidates = [
    ...(process.env.PATH ?? "").split(delimiter),
    "/usr/sbin",
    "/sbin",
    "/usr/bin",
    ...globSync([...folders]),
  ];
  return candidates.map((folder) => join(folder, name)).find(isExecutable);
}

/** A free port below those that systems give to connections, so that it's still free when a server starts on it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

/** A program that runs until it is told to stop. */
export class ServerProcess {
  #child: ChildProcess | undefined;
  #printed = "";

  /** Starts it and resolves once its output matches. */
  async run(command: string, args: readonly string[], account: Account | undefined, ready: RegExp): Promise<void> {
    this.#printed = "";
    const child = spawn(command, args, { ...account, stdio: ["ignore", "pipe", "pipe"], env: { LC_ALL: "C" } });
    this.#child = child;
    const up = Promise.withResolvers<void>();
    const read = (chunk: Buffer) => {
      this.#printed += chunk;
      if (ready.test(this.#printed)) up.resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => up.reject(new Error(`${command} ended:\n${this.#printed}`)));
    await up.promise;
  }

  async stop(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    const children = child.pid === undefined ? [] : childrenOf(child.pid);
    if (signal === "SIGKILL") this.#signal(child, signal);
    else child.kill(signal);
    this.#signal(child, "SIGCONT");
    await exited;
    // Postgres does not start again while one of its old processes holds on to its memory.
    while (children.some((pid) => parentOf(pid) !== undefined)) await pause(5);
  }

  pause(): void {
    // First, so that it starts no process for a connection while its others are being stopped.
    this.#child?.kill("SIGSTOP");
    this.#signal(this.#child, "SIGSTOP");
  }

  resume(): void {
    this.#signal(this.#child, "SIGCONT");
  }

  /** Signals it and its children; Postgres has one per connection. */
  #signal(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
    if (child?.pid === undefined) return;
    for (const pid of [child.pid, ...childrenOf(child.pid)]) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // "PID (NAME) STATE PARENT …", where the name may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, "latin1")
        .replace(/^.*\) \S /s, "")
        .split(" ")[0],
    );
  } catch {
    return undefined;
  }
}
