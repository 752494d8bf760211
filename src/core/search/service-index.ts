import type { Transport } from "#core/registry/port.ts";

/** A number and transport under which a service is found. */
export interface ServiceMatch {
  /** Null for a service name that is registered without a port. */
  readonly port: number | null;
  /** The last number, where a span is meant; else the same as `port`. */
  readonly last: number | null;
  /** Null where the registry does not state it. */
  readonly transport: Transport | null;
  readonly source: "iana" | "known-use";
  /** IANA's service name; null for a known use. */
  readonly serviceName: string | null;
  /** The program; null for an IANA assignment. */
  readonly software: string | null;
  /** IANA's description, or the known use's fact. */
  readonly description: string;
  /** Whether it was found by its whole name, an alias or a synonym, and not by a part or a description. */
  readonly exact: boolean;
  /** The source of the known use; null for an IANA assignment. */
  readonly sourceUrl: string | null;
}

/** Finds services by name and by words, over all of IANA's records and the known uses. */
export interface ServiceIndex {
  /** Every number and transport of the services a name means, best first: exact names and aliases before parts. */
  find(name: string): readonly ServiceMatch[];
  /** Names close to one that finds nothing, for "did you mean", best first. */
  suggest(name: string): readonly string[];
  /** What fits the words of a text best, in names, descriptions and facts, best first. */
  search(text: string): readonly ServiceMatch[];
}
