import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Logger, MonitoredStore } from "#core/host.ts";
import { ConfigurationError, StoreUnavailable } from "#core/host.ts";
import type { Observe } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import type { Engine } from "./engine.ts";
import type { FaultTable } from "./fault-tables.ts";
import { KEYV_FAULTS, POSTGRES_FAULTS, REDIS_FAULTS, SQLITE_FAULTS } from "./fault-tables.ts";
import type { KeyvAddress } from "./keyv-adapter.ts";
import { NO_SENTINEL } from "./redis-mode.ts";
import { startRefusal } from "./start-refusal.ts";
import { createStore } from "./store.ts";

export interface OpenStoreOptions {
  readonly logger: Logger;
  /** Milliseconds per call; calls that may be large get five times as many. */
  readonly timeout?: number;
  /** Whether a missing SQLite file is created. */
  readonly create?: boolean;
  readonly observe?: Observe;
}

/**
 * Opens the store at a URL, even if the database is unavailable: calls reject until it is connected. Rejects with a
 * {@link ConfigurationError} if the URL is invalid, its file cannot be written, or the database refuses Portcall for a
 * reason that only the operator can mend.
 */
export async function openStore(url: string, options: OpenStoreOptions): Promise<MonitoredStore> {
  const { logger, timeout = 1000, create = true, observe = NO_TELEMETRY.observe } = options;
  const address = parseStoreUrl(url);
  const { engine, label } = address;
  const opened = await openEngine(address, { logger, timeout, create });
  const store = createStore(opened, { label, logger, timeout, faults: FAULT_TABLES[engine], observe });
  try {
    // Connects now, so that the log says at once whether the store is available.
    await store.get(["store/probe"]);
    await store.commit({});
  } catch (error) {
    const refusal = error instanceof StoreUnavailable ? startRefusal(error.cause, label, FAULT_TABLES[engine]) : null;
    if (refusal === null) return store;
    await store.close();
    throw refusal;
  }
  return store;
}

/** The path or host of a store's URL, without user name and password, for logs. */
export function describeStore(url: string): string {
  return parseStoreUrl(url).label;
}

/** The folder of a store that is a file, as an absolute path; null for any other store. */
export function storeFolder(url: string): string | null {
  const address = parseStoreUrl(url);
  return address.engine === "sqlite" && address.path !== ":memory:" ? dirname(resolve(address.path)) : null;
}

/** Whether a store is a file that does not exist yet. */
export function isMissingFile(url: string): boolean {
  const address = parseStoreUrl(url);
  return address.engine === "sqlite" && address.path !== ":memory:" && !existsSync(address.path);
}

/** A parsed store URL. `label` is for logs and contains no secrets. */
type StoreAddress =
  | { readonly engine: "sqlite"; readonly path: string; readonly label: string }
  | { readonly engine: "redis"; readonly url: string; readonly label: string }
  | { readonly engine: "postgres"; readonly url: string; readonly label: string }
  | ({ readonly engine: "keyv"; readonly label: string } & KeyvAddress);

const FAULT_TABLES: Readonly<Record<StoreAddress["engine"], FaultTable>> = {
  sqlite: SQLITE_FAULTS,
  redis: REDIS_FAULTS,
  postgres: POSTGRES_FAULTS,
  keyv: KEYV_FAULTS,
};

/** Loads only the libraries of the engine that is used. */
async function openEngine(
  address: StoreAddress,
  { logger, timeout, create }: Omit<Required<OpenStoreOptions>, "observe">,
): Promise<Engine> {
  switch (address.engine) {
    case "sqlite":
      return (await import("./sqlite.ts")).openSqlite(address.path, create);
    case "redis":
      return (await import("./redis.ts")).openRedis(address, logger, timeout);
    case "postgres":
      return (await import("./postgres.ts")).openPostgres(address.url, timeout);
    case "keyv":
      return (await import("./keyv-adapter.ts")).openKeyv(address, timeout);
  }
}

/** Throws a {@link ConfigurationError} that does not contain the URL, because it may contain a password. */
function parseStoreUrl(url: string): StoreAddress {
  const scheme = /^([a-z][a-z+-]*):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case "sqlite":
      return parseSqlite(url.slice("sqlite:".length));
    case "redis":
    case "rediss":
      return { engine: "redis", url, label: describeServer(url, scheme, 6379, /^\/?\d*$/) };
    case "postgres":
    case "postgresql":
      return { engine: "postgres", url, label: describeServer(url, "postgres", 5432, /^\/?[^/]*$/) };
    case "keyv":
      return parseKeyv(url.slice("keyv:".length));
    case "sentinel":
    case "redis-sentinel":
    case "redis+sentinel":
    case "rediss+sentinel":
      throw new ConfigurationError(`PORTCALL_STORE names a Redis Sentinel. ${NO_SENTINEL}`);
    default:
      throw invalidUrl(scheme === undefined ? "is not a URL" : `begins with ${scheme}:, which is not a store`);
  }
}

function parseSqlite(path: string): StoreAddress {
  if (path === "") throw invalidUrl("has no file path");
  // sqlite://var/x would silently mean the file /var/x.
  if (/^\/\/[^/]/.test(path)) throw invalidUrl("has two slashes before the file path");
  return { engine: "sqlite", path, label: `sqlite:${path}` };
}

/** `PACKAGE,ARGUMENT`, where the argument is a JSON object or any other text. */
function parseKeyv(text: string): StoreAddress {
  const [, name, argument] = /^((?:@[\w.-]+\/)?[a-z\d][\w.-]*),(.+)$/is.exec(text) ?? [];
  if (name === undefined || argument === undefined) {
    throw invalidUrl(
      "begins with keyv:, which takes the package of a Keyv adapter, a comma, and the adapter's URL or options",
    );
  }
  return { engine: "keyv", package: name, argument: parseArgument(argument), label: `keyv:${name}` };
}

function parseArgument(text: string): unknown {
  if (!text.startsWith("{")) return text;
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse's error could quote a password.
    throw invalidUrl("has options after the comma that are not JSON");
  }
}

function describeServer(url: string, scheme: string, defaultPort: number, database: RegExp): string {
  const parsed = URL.parse(url);
  // An unescaped character in a password ends it early, and its rest would be parsed as host or path.
  if (parsed === null || parsed.hash !== "" || parsed.pathname.includes("@") || parsed.search.includes("@")) {
    throw invalidUrl("cannot be read; in names and passwords, write @ : / ? # % as %40 %3A %2F %3F %23 %25");
  }
  if (!database.test(parsed.pathname)) throw invalidUrl("has more than a database name after the host");
  return `${scheme}://${parsed.hostname || "localhost"}:${parsed.port || defaultPort}${parsed.pathname.replace(/^\/$/, "")}`;
}

function invalidUrl(what: string): ConfigurationError {
  return new ConfigurationError(
    `PORTCALL_STORE ${what}. Write sqlite:./var/portcall.sqlite, redis://HOST:6379, rediss://HOST:6379, postgres://USER:PASSWORD@HOST:5432/DATABASE or keyv:PACKAGE,URL.`,
  );
}
