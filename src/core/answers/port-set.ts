import type { Knowledge } from "#core/knowledge.ts";
import type { PortSetQuery } from "#core/query/query.ts";
import type { PortSet, PortSetItem } from "#core/software/port-set.ts";

/** All ports that a system needs. */
export interface PortSetAnswer {
  readonly kind: "port-set";
  /** The set's id, which a query calls it by. */
  readonly name: string;
  readonly title: string;
  /** What is needed first, otherwise as in the vendor's list. */
  readonly items: readonly PortSetItem[];
}

/** Null if no system has the name. */
export function answerPortSet({ name }: PortSetQuery, { software }: Knowledge): PortSetAnswer | null {
  const set = software.portSets.find(name);
  return set === null ? null : { kind: "port-set", name: set.id, title: set.title, items: neededFirst(set) };
}

export function neededFirst({ items }: PortSet): readonly PortSetItem[] {
  return items.toSorted((a, b) => Number(b.needed) - Number(a.needed));
}
