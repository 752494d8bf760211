import type { PortSpan, Transport } from "#core/registry/port.ts";

/** What a person can ask. Every query has one canonical text: see `formatQuery`. */
export type Query =
  | PortQuery
  | SpanQuery
  | ServiceQuery
  | ListQuery
  | FreeQuery
  | SearchQuery
  | { readonly kind: "random" }
  | { readonly kind: "help" };

export interface PortQuery {
  readonly kind: "port";
  readonly port: number;
  /** The transport the person named, to be answered first; null where none was named. */
  readonly transport: Transport | null;
}

/** More than one number in a row; `first` is below `last`. */
export interface SpanQuery extends PortSpan {
  readonly kind: "span";
}

export interface ServiceQuery {
  readonly kind: "service";
  /** In lower case, blanks folded. */
  readonly name: string;
}

/** Several questions at once, in the order they were asked; at least two. */
export interface ListQuery {
  readonly kind: "list";
  readonly items: readonly ListedQuery[];
}

export type ListedQuery = PortQuery | SpanQuery | ServiceQuery;

/** Asks for numbers that are safe to pick. */
export interface FreeQuery {
  readonly kind: "free";
  /** From 1 to {@link MAX_FREE}. */
  readonly count: number;
  /** Where to look; null for wherever is best. */
  readonly span: PortSpan | null;
  readonly transport: Transport | null;
  /** Whether the numbers have to be in a row. */
  readonly consecutive: boolean;
}

export const MAX_FREE = 20;
export const DEFAULT_FREE = 5;

export interface SearchQuery {
  readonly kind: "search";
  readonly text: string;
}

/** Why a text is no query. */
export type Problem =
  | "too-long"
  | "above-65535"
  | "below-0"
  | "not-decimal"
  | "not-whole"
  | "no-transport"
  | "free-not-understood"
  | "search-for-what"
  | "not-understood"
  | "no-port-in-message";

/** A text that is no query: what was wrong with it, and the nearest query text that would be one. */
export interface InvalidInput {
  readonly kind: "invalid";
  readonly reason: Problem;
  /** What was typed, shortened. */
  readonly input: string;
  readonly suggestion: string;
}
