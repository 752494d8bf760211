import type { OpenStoreOptions } from "#adapters/store/index.ts";
import { openStore } from "#adapters/store/index.ts";
import type { Logger, Store } from "#core/host.ts";

/** Opens a store and closes it after the work. */
export async function withStore<Result>(
  url: string,
  logger: Logger,
  work: (store: Store) => Promise<Result>,
  options: Omit<OpenStoreOptions, "logger"> = {},
): Promise<Result> {
  const store = await openStore(url, { logger, ...options });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
