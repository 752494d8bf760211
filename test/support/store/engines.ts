import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POSTGRES, REDIS } from "./servers.ts";

/** A database for the stores of a test file. */
export interface RunningEngine {
  readonly url: string;
  /** Kills and restarts the server; absent without a server. */
  killAndRestart?(): Promise<void>;
  remove(): Promise<void>;
}

export interface EngineKind {
  readonly name: string;
  /** Why it isn't available on this machine, and how to install it. */
  readonly missing: string | undefined;
  start(): Promise<RunningEngine>;
}

const SQLITE_FILE: EngineKind = {
  name: "SQLite in a file",
  missing: undefined,
  async start() {
    const folder = mkdtempSync(join(tmpdir(), "portcall-sqlite-"));
    return {
      url: `sqlite:${folder}/store.sqlite`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

const SERVERS: readonly EngineKind[] = [REDIS, POSTGRES].map((kind) => ({
  name: kind.name,
  missing: kind.missing,
  async start() {
    const server = await kind.create();
    await server.start();
    return {
      url: server.url,
      async killAndRestart() {
        await server.stop("killed");
        await server.start();
      },
      remove: () => server.remove(),
    };
  },
}));

/** Engines that several processes can share. */
export const SHARED_ENGINES: readonly EngineKind[] = [SQLITE_FILE, ...SERVERS];

const KEYV_FILE: EngineKind = {
  name: "Keyv on a file (keyv-file)",
  missing: undefined,
  async start() {
    const folder = mkdtempSync(join(tmpdir(), "portcall-keyv-"));
    const options = { filename: join(folder, "store.json"), writeDelay: 0 };
    return {
      url: `keyv:keyv-file,${JSON.stringify(options)}`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

const KEYV_REDIS: EngineKind = {
  name: "Keyv on Redis (@keyv/redis)",
  missing: REDIS.missing,
  async start() {
    const server = await REDIS.create();
    await server.start();
    return { url: `keyv:@keyv/redis,${server.url}`, remove: () => server.remove() };
  },
};

/** Engines for one process, through published Keyv adapters. */
export const KEYV_ENGINES: readonly EngineKind[] = [KEYV_FILE, KEYV_REDIS];

/** A describe or test title, with the reason where it is skipped. */
export function titleOf({ name, missing }: Pick<EngineKind, "name" | "missing">): string {
  return missing === undefined ? name : `${name} (skipped: ${missing})`;
}
