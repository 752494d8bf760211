import type { Book } from "#core/book/book.ts";
import type { BookChange } from "#core/book/change.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { spanSize } from "#core/registry/port.ts";

/** How much a port book takes. */
export interface BookLimits {
  /** Claims in a team's book. */
  readonly claims: number;
  /** Ports that a person may claim in a team's book within a clock hour. A change that claims none counts as one. */
  readonly portsPerHour: number;
}

/** An import of 2,000 ports and 500 claims. */
const PORTS_PER_HOUR = 2500;

export function bookLimits(claims: number): BookLimits {
  return { claims, portsPerHour: PORTS_PER_HOUR };
}

/** A change that was not made, because of a limit. */
export type LimitedAnswer =
  | { readonly kind: "limited"; readonly reason: "book-full"; readonly limit: number }
  | {
      readonly kind: "limited";
      readonly reason: "hourly";
      readonly limit: number;
      /** Until the next hour begins, at least 1. */
      readonly minutes: number;
    };

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Counts a change: the person's ports of this hour, to be stored, or the limit that it would exceed. */
export function countPorts(
  stored: Json | undefined,
  { at, added }: BookChange,
  { portsPerHour }: BookLimits,
): { readonly usage: Json } | LimitedAnswer {
  const hour = Math.floor(at / HOUR);
  const before = isJsonObject(stored) && stored.hour === hour && typeof stored.ports === "number" ? stored.ports : 0;
  const ports = before + Math.max(1, sum(added.map(({ span }) => spanSize(span))));
  if (ports <= portsPerHour) return { usage: { hour, ports } };
  const minutes = Math.max(1, Math.ceil(((hour + 1) * HOUR - at) / MINUTE));
  return { kind: "limited", reason: "hourly", limit: portsPerHour, minutes };
}

/**
 * Whether the book has room for a change. `onlyIn` is the version that it may be made in, or null where others may change
 * the book meanwhile.
 */
export function findRoom(
  { version, claims }: Book,
  { added, removed }: BookChange,
  limits: BookLimits,
): { readonly onlyIn: string | null } | LimitedAnswer {
  const growth = added.length - removed.length;
  if (growth > 0 && claims.length + growth > limits.claims)
    return { kind: "limited", reason: "book-full", limit: limits.claims };
  const isNear = growth > 1 || limits.claims - claims.length < SPACIOUS;
  return { onlyIn: growth > 0 && isNear ? version : null };
}

/** With room for more claims than are ever made at once, they need not wait for each other. */
const SPACIOUS = 1000;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
