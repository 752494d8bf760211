import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { InvalidInput, Query } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";

/** What Portcall knows about a query, as data: numbers, names, spans and sources, no sentence and no markup. */
export type Answer = PortAnswer | HelpAnswer | InvalidInput;

export interface HelpAnswer {
  readonly kind: "help";
  readonly registry: RegistrySource;
}

/** Answers anything `parseQuery` returns; what was no query is its own answer. */
export function answer(query: Query | InvalidInput, registry: Registry): Answer {
  switch (query.kind) {
    case "port":
      return answerPort(query, registry);
    case "help":
      return { kind: "help", registry: registry.source };
    case "invalid":
      return query;
  }
}
