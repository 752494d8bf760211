/** Remembers the signatures of recent requests: a platform never sends the same signature twice. */
export interface ReplayGuard {
  /**
   * Whether the signature came before; from now on it has. Ask only for signatures that are right.
   * @param digits at least twelve hexadecimal digits
   */
  isReplay(digits: string): boolean;
}

export interface ReplayGuardOptions {
  /** Milliseconds for which a signature is remembered: as long as its request's timestamp may pass. */
  readonly time: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** So many are remembered at least; more in this time are forgotten earlier, so that memory has an end. */
  readonly remembered?: number;
}

export function createReplayGuard({ time, now, remembered = 200_000 }: ReplayGuardOptions): ReplayGuard {
  let older = new Set<number>();
  let newer = new Set<number>();
  let since = now();
  return {
    isReplay(digits) {
      if (now() - since >= time || newer.size >= remembered) {
        older = newer;
        newer = new Set();
        since = now();
      }
      // The first 48 bits: a small number, and no two requests will share it.
      const id = Number.parseInt(digits.slice(0, 12), 16);
      if (newer.has(id) || older.has(id)) return true;
      newer.add(id);
      return false;
    },
  };
}
