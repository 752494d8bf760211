import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { CompareAnswer } from "#core/answers/compare.ts";
import { answerCompare } from "#core/answers/compare.ts";
import type { ExplainAnswer } from "#core/answers/explain.ts";
import { answerExplain } from "#core/answers/explain.ts";
import type { FreeAnswer } from "#core/answers/free.ts";
import { answerFree } from "#core/answers/free.ts";
import type { InUseAnswer } from "#core/answers/in-use.ts";
import { answerInUse } from "#core/answers/in-use.ts";
import type { ListAnswer } from "#core/answers/list.ts";
import { answerList } from "#core/answers/list.ts";
import type { NewsAnswer } from "#core/answers/news.ts";
import { answerNews } from "#core/answers/news.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { PortRulesAnswer } from "#core/answers/port-rules.ts";
import { answerPortRules } from "#core/answers/port-rules.ts";
import type { PortSetAnswer } from "#core/answers/port-set.ts";
import { answerPortSet } from "#core/answers/port-set.ts";
import type { SearchAnswer, ServiceAnswer } from "#core/answers/service.ts";
import { answerSearch, answerService, separateNames } from "#core/answers/service.ts";
import type { SpanAnswer } from "#core/answers/span.ts";
import { answerSpan } from "#core/answers/span.ts";
import { assertNever } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { InvalidInput, LookupQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import { isPool } from "#core/software/known-use.ts";
import type { TeamAnswer } from "#core/team/team-answer.ts";

/** What Portcall knows about a query, as data: numbers, names, spans and sources. No sentences, no markup. */
export type Answer = LookupAnswer | TeamAnswer;

export type LookupAnswer =
  | PortAnswer
  | SpanAnswer
  | ServiceAnswer
  | ListAnswer
  | CompareAnswer
  | InUseAnswer
  | PortSetAnswer
  | PortRulesAnswer
  | FreeAnswer
  | SearchAnswer
  | ExplainAnswer
  | MoreAnswer
  | NewsAnswer
  | HelpAnswer
  | ThanksAnswer
  | InvalidInput;

/** The same facts, to be told in full. */
export interface MoreAnswer {
  readonly kind: "more";
  readonly of: PortAnswer | SpanAnswer | ServiceAnswer | PortSetAnswer | NewsAnswer;
}

export interface HelpAnswer {
  readonly kind: "help";
  readonly registry: RegistrySource;
}

/** The asker said something kind, or nothing that is a question. */
export interface ThanksAnswer {
  readonly kind: "thanks";
}

/** Answers any look-up. Invalid input is returned unchanged. */
export function answer(query: LookupQuery | InvalidInput, knowledge: Knowledge, context: AnswerContext): LookupAnswer {
  switch (query.kind) {
    case "port":
      return answerPort(query, knowledge, context);
    case "span":
      return answerSpan(query, knowledge, context);
    case "service": {
      const names = separateNames(query, knowledge);
      if (names !== null) return answerList(names, knowledge, context);
      return answerService(query, knowledge, context);
    }
    case "list":
      return answerList(query, knowledge, context);
    case "compare":
      return answerCompare(query, knowledge, context);
    case "in-use":
      return answerInUse(query, knowledge, context);
    case "port-set":
    case "port-rules": {
      const known = query.kind === "port-set" ? answerPortSet(query, knowledge) : answerPortRules(query, knowledge);
      return known ?? answerService({ kind: "service", name: query.name }, knowledge, context);
    }
    case "free":
      return answerFree(query, knowledge, context);
    case "search":
      return answerSearch(query, knowledge, context);
    case "explain":
      return answerExplain(query, knowledge, context);
    case "more": {
      const of = answer(query.of, knowledge, context);
      const isWhole = of.kind === "port" || of.kind === "span" || of.kind === "port-set" || of.kind === "news";
      const hasMore = isWhole || (of.kind === "service" && of.main !== null);
      return hasMore ? { kind: "more", of } : of;
    }
    case "random":
      return answerPort({ kind: "port", port: pickNotablePort(knowledge), transport: null }, knowledge, context);
    case "news":
      return answerNews(knowledge);
    case "help":
      return { kind: "help", registry: knowledge.registry.source };
    case "thanks":
    case "invalid":
      return query;
    default:
      return assertNever(query);
  }
}

/** A port with something to tell: its usual software isn't the assigned one, or the registry has a special note. */
function pickNotablePort({ registry, software, random }: Knowledge): number {
  const used = software.uses.filter((use) => !isPool(use)).map(({ span }) => span.first);
  const contested = used.filter((port) => registry.assignmentsAt(port).length > 0);
  const notable = distinct([...contested, ...registry.unassignedUses()]);
  return notable[Math.floor(random() * notable.length)] ?? 0;
}
