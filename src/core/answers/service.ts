import type { Knowledge } from "#core/knowledge.ts";
import type { SearchQuery, ServiceQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";

/** The numbers and transports of the services that a name means. */
export interface ServiceAnswer {
  readonly kind: "service";
  readonly name: string;
  /** Best first. */
  readonly matches: readonly ServiceMatch[];
  /** Where nothing matches: names that are close, best first. */
  readonly suggestions: readonly string[];
  readonly registry: RegistrySource;
}

/** What fits a text best in names, descriptions and known uses. */
export interface SearchAnswer {
  readonly kind: "search";
  readonly text: string;
  readonly matches: readonly ServiceMatch[];
  readonly registry: RegistrySource;
}

export function answerService({ name }: ServiceQuery, { registry, services }: Knowledge): ServiceAnswer {
  const matches = services.find(name);
  const suggestions = matches.length > 0 ? [] : services.suggest(name);
  return { kind: "service", name, matches, suggestions, registry: registry.source };
}

export function answerSearch({ text }: SearchQuery, { registry, services }: Knowledge): SearchAnswer {
  return { kind: "search", text, matches: services.search(text), registry: registry.source };
}
