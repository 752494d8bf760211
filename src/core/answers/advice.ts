import type { Assignment } from "#core/answers/port.ts";
import { isBlockedByBrowsers } from "#core/registry/blocked-by-browsers.ts";
import type { KnownUse } from "#core/registry/known-use.ts";
import { isPool } from "#core/registry/known-use.ts";
import { EPHEMERAL_RANGES, FIRST_UNPRIVILEGED_PORT } from "#core/registry/os-ranges.ts";
import { spanContains } from "#core/registry/port.ts";
import type { State } from "#core/registry/registry.ts";

/** One reason for or against using a port for a service of one's own. */
export type Advice =
  | { readonly level: "no"; readonly reason: "port-zero" | "dynamic" | "reserved" }
  | { readonly level: "no"; readonly reason: "assigned"; readonly names: readonly string[] }
  | { readonly level: "no"; readonly reason: "may-be-assigned" }
  | { readonly level: "caution"; readonly reason: "privileged" | "blocked-by-browsers" }
  | { readonly level: "caution"; readonly reason: "ephemeral"; readonly systems: readonly string[] }
  | { readonly level: "caution"; readonly reason: "known-use"; readonly software: readonly string[] }
  | { readonly level: "ok"; readonly reason: "not-ephemeral" | "not-blocked-by-browsers" };

export interface Advised {
  readonly port: number;
  readonly state: State;
  readonly assignments: readonly Assignment[];
  readonly knownUses: readonly KnownUse[];
}

/** Whether a port is wise to use, worked out from data: the weightiest reasons first. */
export function adviseOn({ port, state, assignments, knownUses }: Advised): readonly Advice[] {
  if (port === 0) return [{ level: "no", reason: "port-zero" }];
  const systems = ephemeralSystems(port);
  const software = [...new Set(knownUses.filter((use) => use.kind !== "history").map((use) => use.software))];
  const found: (Advice | null)[] = [
    fromState(state, assignments),
    software.length > 0 ? { level: "caution", reason: "known-use", software } : null,
    port < FIRST_UNPRIVILEGED_PORT ? { level: "caution", reason: "privileged" } : null,
    systems.length > 0 ? { level: "caution", reason: "ephemeral", systems } : null,
    isBlockedByBrowsers(port) ? { level: "caution", reason: "blocked-by-browsers" } : null,
    systems.length === 0 ? { level: "ok", reason: "not-ephemeral" } : null,
    isBlockedByBrowsers(port) ? null : { level: "ok", reason: "not-blocked-by-browsers" },
  ];
  return found.filter((advice) => advice !== null);
}

/** The systems that hand out a number by themselves, by default. */
function ephemeralSystems(port: number): readonly string[] {
  return EPHEMERAL_RANGES.filter((range) => spanContains(range, port)).map(({ systems }) => systems);
}

/** Whether nothing speaks against an unassigned number. @param used the numbers that {@link usedPorts} gives */
export function isSafeToPick(port: number, used: ReadonlySet<number>): boolean {
  return (
    port >= FIRST_UNPRIVILEGED_PORT &&
    !EPHEMERAL_RANGES.some((range) => spanContains(range, port)) &&
    !isBlockedByBrowsers(port) &&
    !used.has(port)
  );
}

/** Every number with a known use of its own, history included; a number inside a pool is not used by that alone. */
export function usedPorts(knownUses: readonly KnownUse[]): ReadonlySet<number> {
  const spans = knownUses.filter((use) => !isPool(use)).map(({ span }) => span);
  return new Set(spans.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)));
}

function fromState(state: State, assignments: readonly Assignment[]): Advice | null {
  switch (state) {
    case "assigned":
      return { level: "no", reason: "assigned", names: namesInUse(assignments) };
    case "dynamic":
      return { level: "no", reason: "dynamic" };
    case "unassigned":
      return { level: "no", reason: "may-be-assigned" };
    case "reserved":
    case "withdrawn":
      return { level: "no", reason: "reserved" };
    case "unlisted":
      return null;
  }
}

/** The service names on a number: a historic alias only where there is nothing else. */
export function namesInUse(
  assignments: readonly Pick<Assignment, "serviceName" | "description" | "aliasOf">[],
): readonly string[] {
  const current = assignments.filter(({ aliasOf }) => aliasOf === null);
  const named = current.length > 0 ? current : assignments;
  return [...new Set(named.map(({ serviceName, description }) => serviceName ?? description))];
}
