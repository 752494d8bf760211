import type { AnswerContext } from "#core/answers/answer-context.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { ServiceAnswer } from "#core/answers/service.ts";
import { answerService } from "#core/answers/service.ts";
import type { SpanAnswer } from "#core/answers/span.ts";
import { answerSpan } from "#core/answers/span.ts";
import { assertNever } from "#core/card/card.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { ListItemQuery, ListQuery } from "#core/query/query.ts";
import type { RegistrySource } from "#core/registry/record.ts";

/** How many queries one answer handles; the rest are listed as omitted. */
const MAX_LISTED = 10;

export interface ListAnswer {
  readonly kind: "list";
  readonly items: readonly ItemAnswer[];
  /** The canonical texts of the omitted queries. */
  readonly omitted: readonly string[];
  readonly registry: RegistrySource;
}

/** What a list is of, and what has more to tell. */
export type ItemAnswer = PortAnswer | SpanAnswer | ServiceAnswer;

export function answerList({ items }: ListQuery, knowledge: Knowledge, context: AnswerContext): ListAnswer {
  return {
    kind: "list",
    items: items.slice(0, MAX_LISTED).map((item) => answerItem(item, knowledge, context)),
    omitted: items.slice(MAX_LISTED).map(formatQuery),
    registry: knowledge.registry.source,
  };
}

function answerItem(item: ListItemQuery, knowledge: Knowledge, context: AnswerContext): ItemAnswer {
  switch (item.kind) {
    case "port":
      return answerPort(item, knowledge, context);
    case "span":
      return answerSpan(item, knowledge, context);
    case "service":
      return answerService(item, knowledge, context);
    default:
      return assertNever(item);
  }
}
