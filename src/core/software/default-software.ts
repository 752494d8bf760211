import type { Assignment } from "#core/answers/assignment.ts";
import { distinct } from "#core/collections.ts";
import type { Transport } from "#core/registry/port.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";

/**
 * The programs with a number as their default, where the registry does not name them: what usually runs there. On
 * one transport only, where one is given.
 */
export function defaultSoftware(
  knownUses: readonly KnownUse[],
  assignments: readonly Pick<Assignment, "serviceName" | "description">[],
  transport: Transport | null,
): readonly string[] {
  const registered = new Set(
    assignments.flatMap(({ serviceName, description }) => alphanumericParts(`${serviceName} ${description}`)),
  );
  const differs = ({ names, software }: KnownUse) =>
    !names.some((name) => registered.has(name)) && !alphanumericParts(software).every((word) => registered.has(word));
  const defaults = knownUses.filter(
    (use) =>
      use.kind === "default" &&
      !isPool(use) &&
      (transport === null || use.transports.includes(transport)) &&
      differs(use),
  );
  return distinct(defaults.map(({ software }) => software));
}

function alphanumericParts(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/);
}
