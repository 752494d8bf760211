import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { ServiceAnswer } from "#core/answers/service.ts";
import { answerService } from "#core/answers/service.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { ComparedQuery, CompareQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** Two ports or services, side by side. */
export interface CompareAnswer {
  readonly kind: "compare";
  readonly items: readonly [ComparedAnswer, ComparedAnswer];
  /** The service that both numbers belong to, and what each is to it; null if there is none. */
  readonly shared: { readonly service: string; readonly what: readonly [string, string] } | null;
  readonly registry: RegistrySource;
}

export type ComparedAnswer = PortAnswer | ServiceAnswer;

export function answerCompare(
  { items: [one, other] }: CompareQuery,
  knowledge: Knowledge,
  context: AnswerContext,
): CompareAnswer {
  const items = [compared(one, knowledge, context), compared(other, knowledge, context)] as const;
  return { kind: "compare", items, shared: sharedService(items), registry: knowledge.registry.source };
}

function compared(item: ComparedQuery, knowledge: Knowledge, context: AnswerContext): ComparedAnswer {
  return item.kind === "port" ? answerPort(item, knowledge, context) : answerService(item, knowledge, context);
}

/** The port that an item is about; null for a name without a main number. */
export function comparedPort(item: ComparedAnswer): PortAnswer | null {
  return item.kind === "port" ? item : item.main;
}

function sharedService([one, other]: CompareAnswer["items"]): CompareAnswer["shared"] {
  const [a, b] = [comparedPort(one), comparedPort(other)];
  if (a === null || b === null) return null;
  for (const { service, port, what } of a.relatives) {
    const back = b.relatives.find((each) => each.service === service && each.port === a.port);
    if (port === b.port && back !== undefined) return { service, what: [back.what, what] };
  }
  return null;
}
