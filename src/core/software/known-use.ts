import type { Assignment } from "#core/answers/assignment.ts";
import { distinct } from "#core/collections.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spanContains } from "#core/registry/port.ts";

/** A use of a number outside IANA's registry: a program's default, a custom, or security history. */
export interface KnownUse {
  readonly span: PortSpan;
  readonly transports: readonly Transport[];
  /** `default`: used unless configured otherwise; `custom`: by convention; `history`: a past use, worded as history. */
  readonly kind: KnownUseKind;
  readonly software: string;
  /** Lower-case search terms, the most common first. */
  readonly names: readonly string[];
  /** One sentence in English. */
  readonly fact: string;
  /** https address of the primary source. */
  readonly source: string;
  /** The date the source was last read, `YYYY-MM-DD`. */
  readonly checked: string;
}

export const KNOWN_USE_KINDS = ["default", "custom", "history"] as const;
export type KnownUseKind = (typeof KNOWN_USE_KINDS)[number];

/** Longer spans are pools of numbers, not uses of single numbers. */
const MIN_POOL_SIZE = 1000;

/** The known uses of a number: its own before those of spans that contain it. */
export function knownUsesOf(port: number, uses: readonly KnownUse[]): readonly KnownUse[] {
  return uses.filter(({ span }) => spanContains(span, port)).sort((a, b) => size(a) - size(b));
}

/** Whether the use is a pool of numbers, such as Kubernetes' NodePorts. */
export function isPool(use: KnownUse): boolean {
  return size(use) >= MIN_POOL_SIZE;
}

function size({ span }: KnownUse): number {
  return span.last - span.first;
}

/** Programs that use a number by default and are not named by the registry, optionally on one transport only. */
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
