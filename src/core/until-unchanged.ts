import { StoreUnavailable } from "#core/host.ts";

/** How often what others may change meanwhile is tried. */
const ATTEMPTS = 10;

/**
 * Tries again while others change what is read or written.
 *
 * @param attempt resolves with false if there was a change
 * @param what what changes, for the log
 * @throws StoreUnavailable after the last attempt
 */
export async function untilUnchanged<Result>(
  attempt: () => Promise<Result | false>,
  what: string,
  attempts = ATTEMPTS,
): Promise<Result> {
  for (let left = attempts; left > 0; left--) {
    const result = await attempt();
    if (result !== false) return result;
  }
  throw keptChanging(what);
}

export function keptChanging(what: string): StoreUnavailable {
  return new StoreUnavailable({ cause: new Error(`The ${what} kept changing.`) });
}
