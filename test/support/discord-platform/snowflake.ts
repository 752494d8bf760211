import type { Counter } from "../loopback/counter.ts";

/** Discord's epoch, 2015-01-01T00:00:00Z in milliseconds. */
const discordEpoch = 1_420_070_400_000n;

/** 2026-01-01T00:00:00Z: the ids made here count milliseconds from it. */
const founded = 1_767_225_600_000n;

/** A valid snowflake, `count` milliseconds after 2026-01-01. */
export function snowflake(count: number): string {
  return ((founded + BigInt(count) - discordEpoch) << 22n).toString();
}

/** The moment a snowflake was made, as Discord writes timestamps. */
export function snowflakeTime(id: string): string {
  return new Date(Number((BigInt(id) >> 22n) + discordEpoch)).toISOString();
}

/** A source of ids that never repeats one, nor one of `world`, which has the first hundred to itself. */
export function createSnowflakes(next: Counter): () => string {
  return () => snowflake(100 + next());
}
