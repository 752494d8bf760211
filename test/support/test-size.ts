import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by `--mode full`, as `npm run test:full` does. */
    isFull: boolean;
  }
}

/** The number of runs of a long test: `full` in `npm run test:full`, `quick` in `npm test`. */
export function testSize({ full, quick }: { readonly full: number; readonly quick: number }): number {
  return inject("isFull") ? full : quick;
}
