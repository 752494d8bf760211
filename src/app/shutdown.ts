/** Ends the parts of the process in order. */
export interface Shutdown {
  /** Adds a part to be ended; parts end together. */
  add(name: string, end: () => Promise<void>): void;
  /** Ends all parts, then the last one. Rejects with the first failure, after everything was tried. */
  run(): Promise<void>;
  /** The names of the parts that have not ended. */
  open(): readonly string[];
}

/** @param last the part that all others need until they have ended */
export function createShutdown(last: readonly [name: string, end: () => Promise<void>]): Shutdown {
  const parts = new Map<string, () => Promise<void>>();
  const ended = new Set<string>();

  async function end([name, work]: typeof last): Promise<void> {
    try {
      await work();
    } finally {
      ended.add(name);
    }
  }

  return {
    add: (name, work) => void parts.set(name, work),
    async run() {
      const results = await Promise.allSettled([...parts].map(end));
      await end(last);
      const failed = results.find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    },
    open: () => [...parts.keys(), last[0]].filter((name) => !ended.has(name)),
  };
}
