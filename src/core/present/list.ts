import { labelsOf, onTransport } from "#core/answers/assignment.ts";
import type { ItemAnswer, ListAnswer } from "#core/answers/list.ts";
import { namedService, preferNumbered } from "#core/answers/service.ts";
import { claimNames } from "#core/book/book.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { nameOf, placesOf } from "#core/present/service.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";

export function presentList(answer: ListAnswer, messages: Messages): Card {
  const { list: words } = messages;
  const omitted: CardNode[] =
    answer.omitted.length === 0 ? [] : [{ type: "text", content: [words.omitted(answer.omitted)] }];
  return {
    title: words.title(answer.items.length),
    status: "information",
    body: [
      {
        type: "fields",
        fields: answer.items.map((item): Field => ({ label: formatQuery(item), value: [line(item, messages)] })),
      },
      ...omitted,
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

function line(item: ItemAnswer, messages: Messages): string {
  const { book } = messages.team;
  if (item.claims.length === 0) return lineWithoutClaims(item, messages);
  if (item.kind !== "service") {
    return book.headline(claimNames(item.claims), lineWithoutClaims(item, messages));
  }
  const numbers = item.claims.map(book.numbers);
  return item.matches.length === 0 ? book.inBook(numbers) : book.headline(numbers, lineWithoutClaims(item, messages));
}

function lineWithoutClaims(item: ItemAnswer, messages: Messages): string {
  switch (item.kind) {
    case "port": {
      const names = labelsOf(onTransport(item.assignments, item.transport));
      return messages.list.inUse(messages.states[item.state], { ...item, names });
    }
    case "span":
      return messages.span.counts(item.counts);
    case "service":
      return serviceLine(item.correctedTo ?? item.name, preferNumbered(namedService(item.matches)), messages);
    default:
      return assertNever(item);
  }
}

const PLACES = 4;

/** Shows the service's name if it differs from the query. */
function serviceLine(asked: string, matches: readonly ServiceMatch[], messages: Messages): string {
  const [best] = matches;
  if (best === undefined) return messages.list.notFound;
  const name = nameOf(best);
  const places = placesOf(matches.slice(0, PLACES), messages).join(" · ");
  return name.toLowerCase() === asked ? places : `${name}: ${places}`;
}
