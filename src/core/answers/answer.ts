import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { ExplainAnswer } from "#core/answers/explain.ts";
import { answerExplain } from "#core/answers/explain.ts";
import type { FreeAnswer } from "#core/answers/free.ts";
import { answerFree } from "#core/answers/free.ts";
import type { ListAnswer } from "#core/answers/list.ts";
import { answerList } from "#core/answers/list.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import { pickSurprise } from "#core/answers/random.ts";
import type { SearchAnswer, ServiceAnswer } from "#core/answers/service.ts";
import { answerSearch, answerService, separateNames } from "#core/answers/service.ts";
import type { SpanAnswer } from "#core/answers/span.ts";
import { answerSpan } from "#core/answers/span.ts";
import { assertNever } from "#core/card/card.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { InvalidInput, LookupQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { TeamAnswer } from "#core/team/team-answer.ts";

/** What Portcall knows about a query, as data: numbers, names, spans and sources, no sentence and no markup. */
export type Answer = LookupAnswer | TeamAnswer;

export type LookupAnswer =
  | PortAnswer
  | SpanAnswer
  | ServiceAnswer
  | ListAnswer
  | FreeAnswer
  | SearchAnswer
  | ExplainAnswer
  | HelpAnswer
  | InvalidInput;

export interface HelpAnswer {
  readonly kind: "help";
  readonly registry: RegistrySource;
}

/** Answers any look-up; what was no query is its own answer. */
export function answer(
  query: LookupQuery | InvalidInput,
  knowledge: Knowledge,
  viewpoint: AnswerContext,
): LookupAnswer {
  switch (query.kind) {
    case "port":
      return answerPort(query, knowledge, viewpoint);
    case "span":
      return answerSpan(query, knowledge, viewpoint);
    case "service": {
      const several = separateNames(query, knowledge);
      if (several !== null) return answerList(several, knowledge, viewpoint);
      return answerService(query, knowledge, viewpoint);
    }
    case "list":
      return answerList(query, knowledge, viewpoint);
    case "free":
      return answerFree(query, knowledge, viewpoint);
    case "search":
      return answerSearch(query, knowledge, viewpoint);
    case "explain":
      return answerExplain(query, knowledge, viewpoint);
    case "random":
      return answerPort({ kind: "port", port: pickSurprise(knowledge), transport: null }, knowledge, viewpoint);
    case "help":
      return { kind: "help", registry: knowledge.registry.source };
    case "invalid":
      return query;
    default:
      return assertNever(query);
  }
}
