import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by `--mode full`, as `npm run test:full` does. */
    isFull: boolean;
  }
}

/** Whether `npm run test:full` runs, which runs the files named `*.full.test.ts` only. */
export const isFull = inject("isFull");

/** The number of runs of a long test: `full` in `npm run test:full`, `quick` in `npm test`. */
export function testSize({ full, quick }: { readonly full: number; readonly quick: number }): number {
  return isFull ? full : quick;
}
