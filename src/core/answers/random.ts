import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { isPool } from "#core/software/known-use.ts";

/** A port with a story: practice differs from the registry, or the registry itself says something odd. */
export function pickSurprise({ registry, knownUses, random }: Knowledge): number {
  const used = knownUses.filter((use) => !isPool(use)).map(({ span }) => span.first);
  const contested = used.filter((port) => registry.assignmentsAt(port).length > 0);
  const odd = registry.records.flatMap(({ category, span, recordsUnassignedUse }) =>
    category === "assigned" && span !== null && recordsUnassignedUse ? [span.first] : [],
  );
  const stories = distinct([...contested, ...odd]);
  return stories[Math.floor(random() * stories.length)] ?? 0;
}
