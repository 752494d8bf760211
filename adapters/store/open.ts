import type { Logger, Store } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import type { Engine } from "./engine.ts";
import type { KeyvAddress } from "./keyv-adapter.ts";
import { createStore } from "./store.ts";

export interface OpenStoreOptions {
  readonly logger: Logger;
  /** Milliseconds after which a call is given up; what may be large gets five times as many. */
  readonly timeout?: number;
}

/**
 * Opens the store at a URL. It also opens while the database is unavailable: calls reject until it is there. Rejects
 * with a {@link ConfigurationError} where the URL names no store, or a file that cannot be written.
 */
export async function openStore(url: string, { logger, timeout = 1000 }: OpenStoreOptions): Promise<Store> {
  const address = parseStoreUrl(url);
  const store = createStore(await openEngine(address, logger, timeout), { label: address.label, logger, timeout });
  // The log says at once whether the store is available, and the first caller finds it connected.
  await store.get(["store/probe"]).catch(() => {});
  return store;
}

/** What an operator may read of a store's URL: its path, or its host, without names and passwords. */
export function describeStore(url: string): string {
  return parseStoreUrl(url).label;
}

/** Where a store is. `label` may be read by anybody who reads the log. */
type StoreAddress =
  | { readonly engine: "sqlite"; readonly path: string; readonly label: string }
  | { readonly engine: "redis"; readonly url: string; readonly label: string }
  | { readonly engine: "postgres"; readonly url: string; readonly label: string }
  | ({ readonly engine: "keyv"; readonly label: string } & KeyvAddress);

/** Loads the libraries of the engine that is used, and of no other. */
async function openEngine(address: StoreAddress, logger: Logger, timeout: number): Promise<Engine> {
  switch (address.engine) {
    case "sqlite":
      return (await import("./sqlite.ts")).openSqlite(address.path);
    case "redis":
      return (await import("./redis.ts")).openRedis(address, logger, timeout);
    case "postgres":
      return (await import("./postgres.ts")).openPostgres(address.url, timeout);
    case "keyv":
      return (await import("./keyv-adapter.ts")).openKeyv(address, timeout);
  }
}

/** Reads a store's URL; throws a {@link ConfigurationError} that does not repeat it, for it may hold a password. */
function parseStoreUrl(url: string): StoreAddress {
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase();
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
    default:
      throw wrong(scheme === undefined ? "is not a URL" : `begins with ${scheme}:, which is not a store`);
  }
}

function parseSqlite(path: string): StoreAddress {
  if (path === "") throw wrong("names no file");
  // sqlite://var/x would silently be the file /var/x.
  if (/^\/\/[^/]/.test(path)) throw wrong("has two slashes before the path of a file");
  return { engine: "sqlite", path, label: `sqlite:${path}` };
}

/** `PACKAGE,ARGUMENT`, where the argument is a JSON object or else a text. */
function parseKeyv(text: string): StoreAddress {
  const [, name, argument] = /^((?:@[\w.-]+\/)?[a-z\d][\w.-]*),(.+)$/is.exec(text) ?? [];
  if (name === undefined || argument === undefined) {
    throw wrong(
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
    // The error would quote what may be a password.
    throw wrong("has options behind the comma that are not JSON");
  }
}

function describeServer(url: string, scheme: string, defaultPort: number, database: RegExp): string {
  const parsed = URL.parse(url);
  // A password with one of these characters as it is ends early, and its rest would pass for a host or a path.
  if (parsed === null || parsed.hash !== "" || parsed.pathname.includes("@") || parsed.search.includes("@")) {
    throw wrong("cannot be read; in names and passwords, write @ : / ? # % as %40 %3A %2F %3F %23 %25");
  }
  if (!database.test(parsed.pathname)) throw wrong("has more behind the host than the name of a database");
  return `${scheme}://${parsed.hostname || "localhost"}:${parsed.port || defaultPort}${parsed.pathname.replace(/^\/$/, "")}`;
}

function wrong(what: string): ConfigurationError {
  return new ConfigurationError(
    `PORTCALL_STORE ${what}. Write sqlite:./var/portcall.sqlite, redis://HOST:6379, rediss://HOST:6379, postgres://USER:PASSWORD@HOST:5432/DATABASE or keyv:PACKAGE,URL.`,
  );
}
