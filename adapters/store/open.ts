import type { Logger, Store } from "#core/host.ts";
import type { Engine } from "./engine.ts";
import { createStore } from "./store.ts";
import type { StoreAddress } from "./url.ts";
import { parseStoreUrl } from "./url.ts";

export interface OpenStoreOptions {
  readonly logger: Logger;
  /** Milliseconds after which a call is given up; what may be large gets five times as many. */
  readonly timeout?: number;
}

/**
 * Opens the store at a URL. A database that is away does not keep it from opening: what is asked of it rejects until it
 * is there. Rejects with a ConfigurationError where the URL names no store, or a file that cannot be written.
 */
export async function openStore(url: string, { logger, timeout = 1000 }: OpenStoreOptions): Promise<Store> {
  const address = parseStoreUrl(url);
  const store = createStore(await openEngine(address, logger, timeout), { label: address.label, logger, timeout });
  // Says at once in the log whether it is there, and lets the first caller find it connected.
  await store.get(["store/probe"]).catch(() => {});
  return store;
}

/** Loads the libraries of the engine that is used, and of no other. */
async function openEngine(address: StoreAddress, logger: Logger, timeout: number): Promise<Engine> {
  switch (address.engine) {
    case "sqlite":
      return (await import("./sqlite.ts")).openSqlite(address.path, timeout);
    case "redis":
      return (await import("./redis.ts")).openRedis(address, logger, timeout);
    case "postgres":
      return (await import("./postgres.ts")).openPostgres(address.url, timeout);
  }
}
