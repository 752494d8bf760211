import type { Book } from "#core/book/book.ts";
import type { BookChange } from "#core/book/change.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { spanSize } from "#core/registry/port.ts";

/** How much a port book takes. */
export interface BookLimits {
  /** Claims in a team's book. */
  readonly claims: number;
  /** Ports that a person may claim in a team's book within a clock hour. A change that claims none, or undoes another, counts as one. */
  readonly portsPerHour: number;
}

/** More than any import can claim, and some claims besides. */
const PORTS_PER_HOUR = 5000;

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
  { at, added, undoes }: BookChange,
  { portsPerHour }: BookLimits,
): { readonly usage: Json } | LimitedAnswer {
  const hour = Math.floor(at / HOUR);
  const before = countedIn(hour, stored);
  const claimed = undoes === null ? sum(added.map(({ span }) => spanSize(span))) : 0;
  const ports = before + Math.max(1, claimed);
  if (ports <= portsPerHour) return { usage: { hour, ports } };
  const minutes = Math.max(1, Math.ceil(timeLeft(hour, at) / MINUTE));
  return { kind: "limited", reason: "hourly", limit: portsPerHour, minutes };
}

/** For how many milliseconds a stored count still matters. */
export function timeCounted(stored: Json | undefined, at: number): number {
  const hour = Math.floor(at / HOUR);
  return countedIn(hour, stored) === 0 ? 0 : timeLeft(hour, at);
}

function countedIn(hour: number, stored: Json | undefined): number {
  return isJsonObject(stored) && stored.hour === hour && typeof stored.ports === "number" ? stored.ports : 0;
}

function timeLeft(hour: number, at: number): number {
  return (hour + 1) * HOUR - at;
}

/** The limit if a change would make the book too large; null if there is room. */
export function checkRoom({ claims }: Book, { added, removed }: BookChange, limits: BookLimits): LimitedAnswer | null {
  const growth = added.length - removed.length;
  const isTooLarge = growth > 0 && claims.length + growth > limits.claims;
  return isTooLarge ? { kind: "limited", reason: "book-full", limit: limits.claims } : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
