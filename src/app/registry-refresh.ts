import type { KeptRegistry, Origin, RefreshOptions } from "#adapters/iana/index.ts";
import { keepRegistry, refreshData } from "#adapters/iana/index.ts";
import type { Logger } from "#core/host.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import type { RegistryUpdate } from "#core/registry/registry-change.ts";
import { compareRegistries } from "#core/registry/registry-change.ts";

export interface RegistryRefreshOptions extends Pick<RefreshOptions, "directory" | "mirror"> {
  /** Where the current registry was fetched, if it was. */
  readonly origin: Origin | null;
  /** What the last update changed; null if there was none. */
  readonly update: RegistryUpdate | null;
  /** Where a new registry is kept for the next start; null if nowhere. */
  readonly keptPath: string | null;
  readonly logger: Logger;
}

export interface NewRegistry {
  readonly snapshot: RegistrySnapshot;
  readonly update: RegistryUpdate;
  /** To be called once it is in use: keeps it for the next start. Never rejects. */
  accept(): Promise<void>;
}

/** The new registry, or null if the current one stays. Never rejects. */
export type RefreshRegistry = (current: RegistrySnapshot, signal: AbortSignal) => Promise<NewRegistry | null>;

/** Creates the function that fetches a newer registry. What keeps it from doing so is logged once, until it works again. */
export function createRegistryRefresh(options: RegistryRefreshOptions): RefreshRegistry {
  const { directory, mirror, keptPath, logger } = options;
  let { origin, update } = options;
  const failures = new Set<string>();
  const keep = createKeeper(keptPath, logger);

  return async (current, signal) => {
    try {
      const refreshed = await refreshData({ directory, mirror, origin, current, signal });
      if (failures.size > 0) logger.info({}, "Refreshing the registry works again.");
      failures.clear();
      if (refreshed === null) return null;
      const { snapshot, kept } = refreshed;
      const accept = (changed: RegistryUpdate | null) => {
        origin = kept.origin;
        update = changed;
        return keep({ ...kept, update });
      };
      if (snapshot !== null) {
        const changed = compareRegistries(current, snapshot);
        return { snapshot, update: changed, accept: () => accept(changed) };
      }
      // The same registry, but now it is known which version it is.
      await accept(update);
      return null;
    } catch (error) {
      if (signal.aborted) return null;
      const reason = error instanceof Error ? error.message : String(error);
      if (!failures.has(reason)) {
        logger.warn(
          { error, registry: current.source.updated },
          "Failed to refresh the registry; the current one stays.",
        );
      }
      failures.add(reason);
      return null;
    }
  };
}

/** Keeps a registry for the next start. Says once why it can't. */
function createKeeper(path: string | null, logger: Logger): (kept: KeptRegistry) => Promise<void> {
  let isFailureLogged = false;
  const logOnce = (log: () => void) => {
    if (!isFailureLogged) log();
    isFailureLogged = true;
  };
  return async (kept) => {
    if (path === null) {
      logOnce(() => logger.info({}, "The refreshed registry is kept in memory only: the store isn't a SQLite file."));
      return;
    }
    try {
      await keepRegistry(path, kept);
    } catch (error) {
      logOnce(() => logger.warn({ error, path }, "The refreshed registry is kept in memory only: failed to write it."));
    }
  };
}
