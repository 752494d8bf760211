import type { Knowledge } from "#core/knowledge.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { RegistryUpdate } from "#core/registry/registry-change.ts";

/** What the last update of the registry changed. */
export interface NewsAnswer {
  readonly kind: "news";
  readonly registry: RegistrySource;
  /** Null if there was no update: the registry is the one that Portcall came with. */
  readonly update: RegistryUpdate | null;
}

export function answerNews({ registry, update }: Knowledge): NewsAnswer {
  return { kind: "news", registry: registry.source, update };
}
