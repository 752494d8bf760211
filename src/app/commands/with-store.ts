import type { OpenStoreOptions } from "#adapters/store/index.ts";
import { isMissingFile, openStore } from "#adapters/store/index.ts";
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

/** As {@link withStore}, but a file that is missing is created by the first change only: whoever just asks leaves none. */
export async function withStoreOnceChanged<Result>(
  url: string,
  logger: Logger,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (!isMissingFile(url)) return withStore(url, logger, work);
  let opened: Promise<Store> | undefined;
  const open = () => {
    opened ??= openStore(url, { logger });
    return opened;
  };
  try {
    return await work({
      get: async (keys) => (opened === undefined ? keys.map(() => undefined) : (await opened).get(keys)),
      list: async (prefix) => (opened === undefined ? [] : (await opened).list(prefix)),
      commit: async (change) => (await open()).commit(change),
      close: async () => {},
    });
  } finally {
    await (await opened)?.close();
  }
}
