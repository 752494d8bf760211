/** Remembers the signatures of recent requests. A platform never sends the same signature twice. */
export interface ReplayGuard {
  /**
   * Whether the signature was seen before, and records it. Call it only with verified signatures.
   * @param digits at least twelve hexadecimal digits
   */
  isReplay(digits: string): boolean;
  /** Lets the platform send the same request again, which was not answered. */
  forget(digits: string): void;
}

export interface ReplayGuardOptions {
  /** Milliseconds to remember a signature: as long as the timestamp of its request is accepted. */
  readonly ttl: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Signatures remembered at least, even when more arrive within `ttl`; bounds the memory. */
  readonly capacity?: number;
}

export function createReplayGuard({ ttl, now, capacity = 200_000 }: ReplayGuardOptions): ReplayGuard {
  let older = new Set<number>();
  let newer = new Set<number>();
  let since = now();
  // 48 bits fit into a number, and collisions are negligible.
  const idOf = (digits: string) => Number.parseInt(digits.slice(0, 12), 16);
  return {
    isReplay(digits) {
      if (now() - since >= ttl || newer.size >= capacity) {
        older = newer;
        newer = new Set();
        since = now();
      }
      const id = idOf(digits);
      if (newer.has(id) || older.has(id)) return true;
      newer.add(id);
      return false;
    },
    forget(digits) {
      const id = idOf(digits);
      newer.delete(id);
      older.delete(id);
    },
  };
}
