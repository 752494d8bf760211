import type { FreeAnswer } from "#core/answers/free.ts";
import { answerFree } from "#core/answers/free.ts";
import type { ListAnswer } from "#core/answers/list.ts";
import { answerList } from "#core/answers/list.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import { pickSurprise } from "#core/answers/random.ts";
import type { SearchAnswer, ServiceAnswer } from "#core/answers/service.ts";
import { answerSearch, answerService } from "#core/answers/service.ts";
import type { SpanAnswer } from "#core/answers/span.ts";
import { answerSpan } from "#core/answers/span.ts";
import { assertNever } from "#core/card/card.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { InvalidInput, Query } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** What Portcall knows about a query, as data: numbers, names, spans and sources, no sentence and no markup. */
export type Answer =
  | PortAnswer
  | SpanAnswer
  | ServiceAnswer
  | ListAnswer
  | FreeAnswer
  | SearchAnswer
  | HelpAnswer
  | InvalidInput;

export interface HelpAnswer {
  readonly kind: "help";
  readonly registry: RegistrySource;
}

/** Answers anything `parseQuery` returns; what was no query is its own answer. */
export function answer(query: Query | InvalidInput, knowledge: Knowledge): Answer {
  switch (query.kind) {
    case "port":
      return answerPort(query, knowledge);
    case "span":
      return answerSpan(query, knowledge);
    case "service":
      return answerService(query, knowledge);
    case "list":
      return answerList(query, knowledge);
    case "free":
      return answerFree(query, knowledge);
    case "search":
      return answerSearch(query, knowledge);
    case "random":
      return answerPort({ kind: "port", port: pickSurprise(knowledge), transport: null }, knowledge);
    case "help":
      return { kind: "help", registry: knowledge.registry.source };
    case "invalid":
      return query;
    default:
      return assertNever(query);
  }
}
