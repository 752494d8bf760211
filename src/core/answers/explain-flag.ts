import type { Cure } from "#core/answers/explain-cure.ts";
import type { RankedUses } from "#core/answers/usage.ts";
import type { EphemeralRange } from "#core/registry/os-ranges.ts";
import type { Exposure, KnownUse } from "#core/software/known-use.ts";

/** The row of the table of software that a flag rests on. */
export interface FlagRow {
  readonly product: string;
  /** The row's first number. */
  readonly port: number;
  readonly source: string;
}

export function rowOf({ product, span, source }: KnownUse): FlagRow {
  return { product, port: span.first, source };
}

/** Why a listener may deserve a look, with evidence. `check` is what to check next; `row` is null where none is needed. */
export type Flag =
  | {
      readonly kind: "every-address";
      readonly weight: "look" | "note";
      readonly check: "bind-address" | "firewall";
      readonly software: string;
      /** Whether the process, the image or what a scan found identifies the software, or only the number suggests it. */
      readonly by: "process" | "image" | "version" | "number";
      /** Whether other programs use the number as well. */
      readonly isShared: boolean;
      /** The container's port, if that is the one that suggests the software. */
      readonly inside: number | null;
      readonly exposure: Exposure;
      readonly cure: Cure;
      readonly row: FlagRow;
    }
  | {
      readonly kind: "shell";
      readonly weight: "look";
      readonly check: "who-started-it";
      readonly process: string;
      readonly row: null;
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
      readonly row: FlagRow | null;
    }
  | {
      readonly kind: "two-processes";
      readonly weight: "look";
      readonly check: "both-processes";
      /** Other processes on the same port with overlapping addresses. */
      readonly others: readonly string[];
      readonly row: null;
    }
  | {
      readonly kind: "unassigned-system-port";
      readonly weight: "look" | "note";
      readonly check: "who-started-it" | "rpcinfo" | "rpcbind";
      readonly row: null;
    }
  | {
      readonly kind: "ephemeral";
      readonly weight: "note";
      readonly check: "reserve-or-move" | "client-socket";
      readonly ranges: readonly EphemeralRange[];
      readonly row: null;
    }
  | {
      readonly kind: "history";
      readonly weight: "note";
      readonly check: "version-and-exposure";
      readonly software: string;
      readonly purpose: string;
      readonly source: string;
      readonly row: FlagRow;
    };

/** A flag that says a service can be reached by more than it's made for. */
export type ExposureFlag = Extract<Flag, { readonly kind: "every-address" }>;

/** Facts about a port, computed once per port and transport. */
export interface PortFacts {
  readonly isAssigned: boolean;
  readonly knownUses: readonly KnownUse[];
  /** The same, ranked for this port and transport. */
  readonly ranked: RankedUses;
}
