import type { Registry } from "#core/registry/registry.ts";
import type { ServiceIndex } from "#core/search/service-index.ts";
import type { Software } from "#core/software/software.ts";

/** The data that answers are computed from. */
export interface Knowledge {
  readonly registry: Registry;
  readonly software: Software;
  readonly services: ServiceIndex;
  /** A number from 0 up to 1, for the query `random`. */
  random(): number;
}
