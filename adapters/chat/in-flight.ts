/** Work that goes on after its request was acknowledged, so that a shutdown can wait for it. */
export interface InFlight {
  /** Follows a piece of work; it never rejects, a failure goes to `onFailure`. */
  follow(work: Promise<unknown>, onFailure: (error: unknown) => void): Promise<void>;
  /** Resolves when everything followed so far has ended. */
  settled(): Promise<void>;
}

export function createInFlight(): InFlight {
  const going = new Set<Promise<void>>();
  return {
    follow(work, onFailure) {
      const followed = work.then(() => {}, onFailure).finally(() => going.delete(followed));
      going.add(followed);
      return followed;
    },
    async settled() {
      await Promise.all(going);
    },
  };
}
