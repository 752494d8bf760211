import type { Assignment } from "#core/answers/assignment.ts";
import { isDescriptionUseful } from "#core/answers/assignment.ts";
import { distinct } from "#core/collections.ts";
import type { Transport } from "#core/registry/port.ts";
import type { InternalReason, InternalService } from "#core/software/internal-services.ts";
import { INTERNAL_SERVICES } from "#core/software/internal-services.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";

/** What a number is used for in practice, whatever the registry says. */
export interface Usage {
  /** The programs, the surest first: by default, or else by custom. */
  readonly software: readonly string[];
  readonly purpose: Purpose | null;
  readonly exposure: Exposure | null;
}

/** What the number is for: a sentence about its one program, or its description in IANA's registry. */
export type Purpose =
  | { readonly kind: "fact"; readonly text: string; readonly source: string }
  | { readonly kind: "description"; readonly text: string };

/** What must not be reachable by everybody, and the page that says so. */
export interface Exposure {
  readonly software: string;
  readonly reason: InternalReason;
  /** https address. */
  readonly source: string;
}

/** @param transport asked for; null for any */
export function usageOf(
  port: number,
  transport: Transport | null,
  assignments: readonly Assignment[],
  knownUses: readonly KnownUse[],
): Usage {
  const on = (transports: readonly Transport[]) => transport === null || transports.includes(transport);
  const uses = knownUses.filter((use) => use.kind !== "history" && !isPool(use) && on(use.transports));
  const defaults = uses.filter(({ kind }) => kind === "default");
  const internal = INTERNAL_SERVICES.find(({ ports, transports }) => ports.includes(port) && on(transports));
  const surest = [defaults.map(({ software }) => software), internal === undefined ? [] : [internal.software]];
  const software = distinct(surest.find((names) => names.length > 0) ?? uses.map((use) => use.software));
  return {
    software,
    purpose: purposeOf(software, uses, assignments),
    exposure: internal === undefined ? null : exposureOf(internal),
  };
}

function exposureOf({ software, reason, source }: InternalService): Exposure {
  return { software, reason, source };
}

function purposeOf(
  software: readonly string[],
  uses: readonly KnownUse[],
  assignments: readonly Assignment[],
): Purpose | null {
  if (software.length > 1) return null;
  const [use] = uses.filter((each) => software.includes(each.software));
  if (use !== undefined) return { kind: "fact", text: use.fact, source: use.source };
  const described = assignments.find(isDescriptionUseful);
  return described === undefined ? null : { kind: "description", text: described.description };
}
