import type { KnownUse } from "#core/software/known-use.ts";
import { isCurrentUse } from "#core/software/known-use.ts";

/** The programs that speak a protocol are rarely in the table, so its own number counts as so many of them. */
const PROTOCOL = 20;

/**
 * How likely each number is meant by its first digits: how many programs of the table default to it, a protocol's own
 * number counting for {@link PROTOCOL}. Scans of what is open in the wild are not ours to use.
 */
export function popularityOf(uses: readonly KnownUse[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const use of uses.filter((each) => isCurrentUse(each, null))) {
    const { first } = use.span;
    found.set(first, (found.get(first) ?? 0) + (isProtocol(use) ? PROTOCOL : 1));
  }
  return found;
}

/** Whether most people know the name: of a product that they run, or of a protocol on its own number. */
export function isFamiliar(use: KnownUse): boolean {
  return use.role === null && (use.isWellKnown || isProtocol(use));
}

function isProtocol({ kind, role }: KnownUse): boolean {
  return kind === "standard" && role === null;
}
