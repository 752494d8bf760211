import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account, RealServer } from "./server-process.ts";
import { findExecutable, freePort, ServerProcess } from "./server-process.ts";

/** A database server that tests can have for themselves. */
export interface ServerKind {
  readonly name: string;
  /** Why it cannot be had on this machine, and how to get it; undefined where it can. */
  readonly missing: string | undefined;
  /** Makes an empty one; it is not running yet. */
  create(): Promise<RealServer>;
}

/** Where it is; undefined where there is none. */
export const redisServer = findExecutable("redis-server") ?? findExecutable("valkey-server");
const POSTGRES_FOLDERS = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"];
const initdb = findExecutable("initdb", POSTGRES_FOLDERS);
const postgres = findExecutable("postgres", POSTGRES_FOLDERS);

/** A Redis that keeps everything it has acknowledged, but for the settings given. */
export function redisWith(settings: Readonly<Record<string, string>> = {}): ServerKind {
  return {
    name: "Redis",
    missing: redisServer === undefined ? "no redis-server on this machine; apt-get install redis-server" : undefined,
    create: () =>
      createServer(redisServer, (folder, port) => ({
        url: `redis://127.0.0.1:${port}`,
        args: Object.entries({ ...DURABLE, dir: folder, port, ...settings }).flatMap(([name, value]) => [
          `--${name}`,
          ...`${value}`.split(" "),
        ]),
        ready: /Ready to accept connections/,
        stopSignal: "SIGTERM",
      })),
  };
}

const DURABLE = { bind: "127.0.0.1", save: "", appendonly: "yes", appendfsync: "always" };

export const REDIS: ServerKind = redisWith();

export const POSTGRES: ServerKind = {
  name: "PostgreSQL",
  missing:
    initdb === undefined || postgres === undefined
      ? "no postgres on this machine; apt-get install postgresql"
      : undefined,
  async create() {
    const account = accountForPostgres();
    return createServer(
      postgres,
      (folder, port) => {
        const data = join(folder, "data");
        if (initdb === undefined) throw new Error("There is no initdb.");
        const args = ["-D", data, "-A", "trust", "-U", "portcall", "--no-sync", "-E", "UTF8", "--locale=C"];
        execFileSync(initdb, args, { ...account, cwd: folder, stdio: "pipe" });
        return {
          url: `postgres://portcall:s3cret-word@127.0.0.1:${port}/postgres`,
          args: ["-D", data, "-p", `${port}`, "-k", folder, "-h", "127.0.0.1"],
          ready: /database system is ready to accept connections/,
          stopSignal: "SIGINT",
        };
      },
      account,
    );
  },
};

interface Setup {
  readonly url: string;
  readonly args: readonly string[];
  readonly ready: RegExp;
  /** What ends it without waiting for its clients. */
  readonly stopSignal: "SIGTERM" | "SIGINT";
}

async function createServer(
  command: string | undefined,
  setUp: (folder: string, port: number) => Setup,
  account?: Account,
): Promise<RealServer> {
  if (command === undefined) throw new Error("The server is not on this machine.");
  const folder = mkdtempSync(join(tmpdir(), "portcall-server-"));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const { url, args, ready, stopSignal } = setUp(folder, await freePort());
  const server = new ServerProcess();
  return {
    url,
    start: () => server.run(command, args, account, ready),
    stop: (manner = "orderly") => server.stop(manner === "killed" ? "SIGKILL" : stopSignal),
    pause: () => server.pause(),
    resume: () => server.resume(),
    async remove() {
      await server.stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Postgres does not run as root; Debian's package makes an account for it. */
function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
