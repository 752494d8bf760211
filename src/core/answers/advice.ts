import type { Assignment } from "#core/answers/assignment.ts";
import { namesInUse } from "#core/answers/assignment.ts";
import type { RankedUses } from "#core/answers/usage.ts";
import { unregistered } from "#core/answers/usage.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { isBlockedByBrowsers } from "#core/registry/blocked-by-browsers.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import { EPHEMERAL_RANGES, FIRST_UNPRIVILEGED_PORT, OPENBSD_RANGE } from "#core/registry/os-ranges.ts";
import { spanContains } from "#core/registry/port.ts";
import type { State } from "#core/registry/registry.ts";

/** A reason for or against using a port for your own service. */
export type Advice =
  | { readonly level: "no"; readonly reason: "port-zero" | "dynamic" | "reserved" | "withdrawn" }
  // No for a system port, which needs IETF Review or IESG Approval (RFC 6335).
  | { readonly level: "no" | "caution"; readonly reason: "may-be-assigned" }
  | { readonly level: "no"; readonly reason: "claimed" | "assigned" | "recorded"; readonly names: readonly string[] }
  | { readonly level: "caution"; readonly reason: "privileged" | "blocked-by-browsers" | "unauthorized-use" }
  | {
      readonly level: "caution";
      readonly reason: "ephemeral" | "once-ephemeral";
      readonly ranges: readonly EphemeralRange[];
    }
  | { readonly level: "caution"; readonly reason: "known-use"; readonly software: readonly string[] }
  // `except`: the systems that hand it out all the same.
  | { readonly level: "ok"; readonly reason: "not-ephemeral"; readonly except: readonly EphemeralRange[] }
  | { readonly level: "ok"; readonly reason: "not-blocked-by-browsers" };

export interface AdviceInput {
  readonly port: number;
  readonly state: State;
  readonly assignments: readonly Assignment[];
  /** Its uses, on any transport. */
  readonly ranked: RankedUses;
  readonly unauthorizedUse: boolean;
  /** The names of the team's claims on it. */
  readonly claimed: readonly string[];
}

/** The reasons for and against using a port, most important first. */
export function adviseOn({
  port,
  state,
  assignments,
  ranked: { leading, others },
  unauthorizedUse,
  claimed,
}: AdviceInput): readonly Advice[] {
  if (port === 0) return [{ level: "no", reason: "port-zero" }];
  const ranges = EPHEMERAL_RANGES.filter((range) => spanContains(range, port));
  const current = ranges.filter(({ historic }) => !historic);
  const past = ranges.filter(({ historic }) => historic);
  // What the registry names as well would be said twice.
  const software = unregistered([...leading, ...others], assignments);
  const candidates: (Advice | null)[] = [
    claimed.length > 0 ? { level: "no", reason: "claimed", names: claimed } : null,
    adviceFromState(port, state, assignments),
    software.length > 0 ? { level: "caution", reason: "known-use", software } : null,
    unauthorizedUse ? { level: "caution", reason: "unauthorized-use" } : null,
    port < FIRST_UNPRIVILEGED_PORT ? { level: "caution", reason: "privileged" } : null,
    current.length > 0 ? { level: "caution", reason: "ephemeral", ranges: current } : null,
    past.length > 0 ? { level: "caution", reason: "once-ephemeral", ranges: past } : null,
    isBlockedByBrowsers(port) ? { level: "caution", reason: "blocked-by-browsers" } : null,
    current.length === 0
      ? { level: "ok", reason: "not-ephemeral", except: [OPENBSD_RANGE].filter((range) => spanContains(range, port)) }
      : null,
    isBlockedByBrowsers(port) ? null : { level: "ok", reason: "not-blocked-by-browsers" },
  ];
  return candidates.filter((advice) => advice !== null);
}

/** Whether nothing speaks against using an unassigned number. */
export function isSafeToPick(port: number, knowledge: Knowledge): boolean {
  return (
    port >= FIRST_UNPRIVILEGED_PORT &&
    !EPHEMERAL_RANGES.some((range) => spanContains(range, port)) &&
    !isBlockedByBrowsers(port) &&
    !isUsed(port, knowledge)
  );
}

/** Whether software uses the number, in the past or in a pool too, or IANA reports use without an assignment. */
function isUsed(port: number, { registry, software }: Knowledge): boolean {
  return software.usedPorts().has(port) || registry.hasUnauthorizedUse(port);
}

function adviceFromState(port: number, state: State, assignments: readonly Assignment[]): Advice | null {
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
      return { level: port < FIRST_UNPRIVILEGED_PORT ? "no" : "caution", reason: "may-be-assigned" };
    case "unlisted":
      return null;
  }
}
