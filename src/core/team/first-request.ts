import type { Store } from "#core/host.ts";
import { requestKey } from "#core/team/keys.ts";

/** Milliseconds: as long as chat platforms' requests are accepted, which is five minutes before and after their timestamp. */
const TTL = 600_000;

/**
 * Whether a request comes for the first time to any process that uses the store. Rejects if the store is unavailable.
 * @param id the platform's id of the request
 */
export async function isFirstRequest(id: string, store: Store): Promise<boolean> {
  const key = requestKey(id);
  return (await store.commit({ expect: [[key, undefined]], put: [[key, true]], expiresIn: TTL })) === null;
}
