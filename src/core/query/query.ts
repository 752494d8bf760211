import type { Transport } from "#core/registry/port.ts";

/** What a person can ask. Every query has one canonical text: see `formatQuery`. */
export type Query = PortQuery | HelpQuery;

export interface PortQuery {
  readonly kind: "port";
  readonly port: number;
  /** The transport the person named, to be answered first; null where none was named. */
  readonly transport: Transport | null;
}

export interface HelpQuery {
  readonly kind: "help";
}

/** Why a text is no query. */
export type Problem =
  | "too-long"
  | "above-65535"
  | "below-0"
  | "not-decimal"
  | "not-whole"
  | "more-than-a-port"
  | "not-understood";

/** A text that is no query: what was wrong with it, and the nearest query text that would be one. */
export interface InvalidInput {
  readonly kind: "invalid";
  readonly reason: Problem;
  /** What was typed, shortened. */
  readonly input: string;
  readonly suggestion: string;
}
