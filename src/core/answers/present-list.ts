import type { ListAnswer, ListItem } from "#core/answers/list.ts";
import { placesOf } from "#core/answers/present-service.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

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
        fields: answer.items.map((item): Field => ({ label: item.query, value: [line(item, messages)] })),
      },
      ...omitted,
    ],
    footnote: messages.footnote(answer.registry),
  };
}

function line(item: ListItem, messages: Messages): string {
  switch (item.kind) {
    case "port":
      return messages.list.inUse(messages.states[item.state], item.names, item.software);
    case "span":
      return messages.interval.counts(item.counts);
    case "service":
      return item.matches.length === 0 ? messages.list.notFound : placesOf(item.matches, messages).join(" · ");
  }
}
