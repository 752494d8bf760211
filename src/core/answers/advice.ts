import type { Assignment } from "#core/answers/assignment.ts";
import { namesInUse } from "#core/answers/assignment.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { isBlockedByBrowsers } from "#core/registry/blocked-by-browsers.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import { EPHEMERAL_RANGES, FIRST_UNPRIVILEGED_PORT } from "#core/registry/os-ranges.ts";
import { numbersIn, spanContains } from "#core/registry/port.ts";
import type { State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { isPool } from "#core/software/known-use.ts";

/** One reason for or against using a port for a service of one's own. */
export type Advice =
  | { readonly level: "no"; readonly reason: "port-zero" | "dynamic" | "reserved" | "withdrawn" | "may-be-assigned" }
  | { readonly level: "no"; readonly reason: "claimed" | "assigned" | "recorded"; readonly names: readonly string[] }
  | { readonly level: "caution"; readonly reason: "privileged" | "blocked-by-browsers" | "unauthorized-use" }
  | {
      readonly level: "caution";
      readonly reason: "ephemeral" | "once-ephemeral";
      readonly ranges: readonly EphemeralRange[];
    }
  | { readonly level: "caution"; readonly reason: "known-use"; readonly software: readonly string[] }
  | { readonly level: "ok"; readonly reason: "not-ephemeral" | "not-blocked-by-browsers" };

export interface AdviceInput {
  readonly port: number;
  readonly state: State;
  readonly assignments: readonly Assignment[];
  readonly knownUses: readonly KnownUse[];
  readonly unauthorizedUse: boolean;
  /** The names under which the asker's team has claimed it. */
  readonly claimed: readonly string[];
}

/** The reasons for and against using a port, the weightiest first. */
export function adviseOn({
  port,
  state,
  assignments,
  knownUses,
  unauthorizedUse,
  claimed,
}: AdviceInput): readonly Advice[] {
  if (port === 0) return [{ level: "no", reason: "port-zero" }];
  const ranges = EPHEMERAL_RANGES.filter((range) => spanContains(range, port));
  const now = ranges.filter(({ historic }) => !historic);
  const once = ranges.filter(({ historic }) => historic);
  const uses = knownUses.filter((use) => use.kind !== "history" && !isPool(use));
  const software = distinct(uses.map((use) => use.software));
  const found: (Advice | null)[] = [
    claimed.length > 0 ? { level: "no", reason: "claimed", names: claimed } : null,
    fromState(state, assignments),
    software.length > 0 ? { level: "caution", reason: "known-use", software } : null,
    unauthorizedUse ? { level: "caution", reason: "unauthorized-use" } : null,
    port < FIRST_UNPRIVILEGED_PORT ? { level: "caution", reason: "privileged" } : null,
    now.length > 0 ? { level: "caution", reason: "ephemeral", ranges: now } : null,
    once.length > 0 ? { level: "caution", reason: "once-ephemeral", ranges: once } : null,
    isBlockedByBrowsers(port) ? { level: "caution", reason: "blocked-by-browsers" } : null,
    now.length === 0 ? { level: "ok", reason: "not-ephemeral" } : null,
    isBlockedByBrowsers(port) ? null : { level: "ok", reason: "not-blocked-by-browsers" },
  ];
  return found.filter((advice) => advice !== null);
}

/** Whether there is no reason against an unassigned number. @param used the numbers that {@link usedPorts} gives */
export function isSafeToPick(port: number, used: ReadonlySet<number>): boolean {
  return (
    port >= FIRST_UNPRIVILEGED_PORT &&
    !EPHEMERAL_RANGES.some((range) => spanContains(range, port)) &&
    !isBlockedByBrowsers(port) &&
    !used.has(port)
  );
}

/**
 * Every number with a known use of its own, history included, and every number for which IANA reports use without an
 * assignment; a number inside a pool is not used by that alone.
 */
export function usedPorts({ registry, knownUses }: Knowledge): ReadonlySet<number> {
  const reported = registry.records.flatMap(({ unauthorizedUse }) => unauthorizedUse);
  const spans = [...reported, ...knownUses.filter((use) => !isPool(use)).map(({ span }) => span)];
  return new Set(spans.flatMap(numbersIn));
}

function fromState(state: State, assignments: readonly Assignment[]): Advice | null {
  switch (state) {
    case "assigned": {
      const { names, uses } = namesInUse(assignments);
      if (names.length > 0) return { level: "no", reason: "assigned", names };
      return { level: "no", reason: "recorded", names: uses };
    }
    case "dynamic":
    case "reserved":
    case "withdrawn":
      return { level: "no", reason: state };
    case "unassigned":
      return { level: "no", reason: "may-be-assigned" };
    case "unlisted":
      return null;
  }
}
