import type { RankedUses } from "#core/answers/usage.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import type { Exposure, KnownUse } from "#core/software/known-use.ts";

/** Why a listener may deserve a look, with evidence. `check` is what to check next. */
export type Flag =
  | {
      readonly kind: "every-address";
      readonly weight: "look" | "note";
      readonly check: "bind-address" | "firewall";
      readonly software: string;
      /** Whether the process name identifies the software, or only the number suggests it. */
      readonly by: "process" | "number";
      /** The container's port, if that is the one that suggests the software. */
      readonly inside: number | null;
      readonly exposure: Exposure;
    }
  | {
      readonly kind: "process-differs";
      readonly weight: "look";
      readonly check: "process-configuration";
      readonly process: string;
      /** The software the process name stands for. */
      readonly software: string;
      /** The software that usually uses the number. */
      readonly expected: readonly string[];
    }
  | {
      readonly kind: "two-processes";
      readonly weight: "look";
      readonly check: "both-processes";
      /** Other processes on the same port with overlapping addresses. */
      readonly others: readonly string[];
    }
  | {
      readonly kind: "unassigned-system-port";
      readonly weight: "look";
      readonly check: "who-started-it" | "rpcinfo";
    }
  | {
      readonly kind: "ephemeral";
      readonly weight: "note";
      readonly check: "reserve-or-move" | "client-socket";
      readonly ranges: readonly EphemeralRange[];
    }
  | {
      readonly kind: "history";
      readonly weight: "note";
      readonly check: "version-and-exposure";
      readonly software: string;
      readonly purpose: string;
      readonly source: string;
    };

/** Facts about a port, computed once per port and transport. */
export interface PortFacts {
  readonly isAssigned: boolean;
  readonly knownUses: readonly KnownUse[];
  /** The same, ranked for this port and transport. */
  readonly ranked: RankedUses;
}
