import type { WatchSubject } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** The answer to a query about what a channel watches. */
export type WatchAnswer = WatchedAnswer | NotWatchedAnswer | UnwatchedAnswer | NotUnwatchedAnswer | WatchesAnswer;

export interface WatchedAnswer {
  readonly kind: "watched";
  readonly subject: WatchSubject;
  /** Whether it was not watched before. */
  readonly isNew: boolean;
  /** The name that was typed, if IANA knows the subject otherwise; else null. */
  readonly typed: string | null;
  readonly registry: RegistrySource;
}

export interface NotWatchedAnswer {
  readonly kind: "not-watched";
  readonly reason: "no-such-service" | "too-many" | "too-many-channels";
  readonly asked: WatchSubject;
  /** Names that are close and can be watched, best first. */
  readonly suggestions: readonly string[];
}

export interface UnwatchedAnswer {
  readonly kind: "unwatched";
  readonly subjects: readonly WatchSubject[];
  /** How many are still watched. */
  readonly left: number;
}

/** The channel doesn't watch this. */
export interface NotUnwatchedAnswer {
  readonly kind: "not-unwatched";
  /** Null for everything. */
  readonly asked: WatchSubject | null;
  /** What it does watch. */
  readonly watches: readonly WatchSubject[];
}

export interface WatchesAnswer {
  readonly kind: "watches";
  readonly subjects: readonly WatchSubject[];
  readonly registry: RegistrySource;
}
