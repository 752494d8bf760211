/** Knows the requests that came last by their signatures, none of which Slack makes twice. */
export interface RecentRequests {
  /** Whether the signature came before; from now on it has. Ask only for signatures that are right. */
  isReplay(signature: string | string[] | undefined): boolean;
}

/** For this long a request is refused when it comes again: as long as its timestamp may pass, in milliseconds. */
const REMEMBERED_FOR = 600_000;
/** So many are remembered at least; more in this time are forgotten earlier, so that memory has an end. */
const REMEMBERED = 200_000;

/** @param now milliseconds */
export function createRecentRequests(now: () => number, remembered = REMEMBERED): RecentRequests {
  let older = new Set<number>();
  let newer = new Set<number>();
  let since = now();
  return {
    isReplay(signature) {
      if (typeof signature !== "string") return false;
      if (now() - since >= REMEMBERED_FOR || newer.size >= remembered) {
        older = newer;
        newer = new Set();
        since = now();
      }
      // 48 bits of `v0=` and the 64 digits of an HMAC: a small number, and no two requests will share it.
      const id = Number.parseInt(signature.slice(3, 15), 16);
      if (newer.has(id) || older.has(id)) return true;
      newer.add(id);
      return false;
    },
  };
}
