import type { CheckOptions, CheckReport } from "./check.ts";
import type { Refreshed, RefreshOptions } from "./refresh.ts";
import type { UpdateOptions, UpdateReport } from "./update.ts";

export { IanaError } from "./errors.ts";
export type { KeptRegistry, LoadedRegistry, Origin } from "./kept-registry.ts";
export { keepRegistry, loadNewest } from "./kept-registry.ts";
export { loadSnapshot, parseSnapshot } from "./snapshot.ts";
export type { CheckOptions, CheckReport, Refreshed, RefreshOptions, UpdateOptions, UpdateReport };

/** See `updateRegistry`. Imported when called, because a running bot needs neither the importer nor its parsers. */
export async function updateData(options: UpdateOptions): Promise<UpdateReport> {
  const { updateRegistry } = await import("./update.ts");
  return updateRegistry(options);
}

/** See `checkRegistry`. Imported when called, as {@link updateData}. */
export async function checkData(options: CheckOptions): Promise<CheckReport> {
  const { checkRegistry } = await import("./check.ts");
  return checkRegistry(options);
}

/** See `refresh`. Imported when called, as {@link updateData}. */
export async function refreshData(options: RefreshOptions): Promise<Refreshed | null> {
  const { refresh } = await import("./refresh.ts");
  return refresh(options);
}
