import type { Assignment } from "#core/answers/assignment.ts";
import { distinct } from "#core/collections.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spanContains } from "#core/registry/port.ts";

/** A use of a number that is not IANA's to assign: a program's default, a custom, or a piece of security history. */
export interface KnownUse {
  readonly span: PortSpan;
  readonly transports: readonly Transport[];
  /** `default`: unless told otherwise; `custom`: by habit; `history`: what once used it, worded as history. */
  readonly kind: KnownUseKind;
  readonly software: string;
  /** Lower-case words people type to find it, the usual one first. */
  readonly names: readonly string[];
  /** One sentence in English. */
  readonly fact: string;
  /** https address of the primary source. */
  readonly source: string;
  /** `YYYY-MM-DD`: when the source was last read. */
  readonly checked: string;
}

export const KNOWN_USE_KINDS = ["default", "custom", "history"] as const;
export type KnownUseKind = (typeof KNOWN_USE_KINDS)[number];

/** A span this long is a pool of numbers rather than a use of each. */
const POOL = 1000;

/** The known uses of a number: those of the number itself before those of a span it lies in. */
export function knownUsesOf(port: number, uses: readonly KnownUse[]): readonly KnownUse[] {
  return uses.filter(({ span }) => spanContains(span, port)).sort((a, b) => size(a) - size(b));
}

/** Whether the use is of single numbers, and not of a pool such as Kubernetes' NodePorts. */
export function isPool(use: KnownUse): boolean {
  return size(use) >= POOL;
}

function size({ span }: KnownUse): number {
  return span.last - span.first;
}

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
