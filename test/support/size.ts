import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by `--mode full`, as `npm run test:full` does. */
    isFull: boolean;
  }
}

/** How often a long test does what it does: as often as its promise says in `npm run test:full`, fewer in `npm test`. */
export function sized({ full, quick }: { readonly full: number; readonly quick: number }): number {
  return inject("isFull") ? full : quick;
}
