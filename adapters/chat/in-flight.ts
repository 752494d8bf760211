/** Work that continues after its request was acknowledged. A shutdown waits for it. */
export interface InFlight {
  /** Resolves when the work has ended. Never rejects: a failure goes to `onFailure`. */
  track(work: Promise<unknown>, onFailure: (error: unknown) => void): Promise<void>;
  /** Resolves when everything tracked so far has ended. */
  settled(): Promise<void>;
}

export function createInFlight(): InFlight {
  const pending = new Set<Promise<void>>();
  return {
    track(work, onFailure) {
      const tracked = work.then(() => {}, onFailure).finally(() => pending.delete(tracked));
      pending.add(tracked);
      return tracked;
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
