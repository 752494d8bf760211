import type { Registry } from "#core/registry/registry.ts";
import type { ServiceIndex } from "#core/search/service-index.ts";
import type { KnownUse } from "#core/software/known-use.ts";

/** The data that answers are computed from. */
export interface Knowledge {
  readonly registry: Registry;
  readonly knownUses: readonly KnownUse[];
  readonly services: ServiceIndex;
  /** A number from 0 up to 1, for the query `random`. */
  random(): number;
}
