import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import type { Registry } from "#core/registry/registry.ts";
import type { RegistryUpdate } from "#core/registry/registry-change.ts";
import type { ServiceIndex } from "#core/search/service-index.ts";
import type { Software } from "#core/software/software.ts";

/** The data that answers are computed from. */
export interface Knowledge {
  readonly registry: Registry;
  /** What the registry's last update changed; null if it is the one that Portcall came with. */
  readonly update: RegistryUpdate | null;
  readonly software: Software;
  readonly services: ServiceIndex;
  /** Parses the YAML and XML of a paste; without it, only JSON is read. */
  readonly parseStructured?: ParseStructured | undefined;
  /** A number from 0 up to 1, for the query `random`. */
  random(): number;
}
