import { labelsOf, onTransport } from "#core/answers/assignment.ts";
import type { CompareAnswer, ComparedAnswer } from "#core/answers/compare.ts";
import { comparedPort } from "#core/answers/compare.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { namedService } from "#core/answers/service.ts";
import { claimNames } from "#core/book/book.ts";
import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { phraseText } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { headline, lead } from "#core/present/port-lead.ts";
import { namedAs, nameOf, placesOf } from "#core/present/service.ts";
import { formatQuery } from "#core/query/format-query.ts";

/** What the two have in common, then each in a line of its own: phones have no room for two columns. */
export function presentCompare(answer: CompareAnswer, messages: Messages): Card {
  const { compare: words, brief } = messages;
  const [one, other] = answer.items;
  const [a, b] = [comparedPort(one), comparedPort(other)];
  const [leadOne, leadOther] = [leadOf(one, messages), leadOf(other, messages)];
  const isSame = a?.port === b?.port && phraseText(leadOne) === phraseText(leadOther);
  const shared = answer.shared === null ? [] : [words.shared(answer.shared, [a?.port ?? 0, b?.port ?? 0])];
  const common = isSame ? leadOne : shared;
  return {
    title: words.title(nameFor(one), nameFor(other)),
    status: "information",
    body: [
      ...(common.length === 0 ? [] : [{ type: "text", content: common } satisfies CardNode]),
      {
        type: "fields",
        fields: [field(one, isSame ? [] : leadOne, messages), field(other, isSame ? [] : leadOther, messages)],
      },
    ],
    footnote: brief.footnote(answer.registry),
  };
}

/** What it is for, and whether it may be exposed. */
function leadOf(item: ComparedAnswer, messages: Messages): Phrase {
  const port = comparedPort(item);
  if (port === null) return [];
  const [said] = lead(port, messages, item.kind === "service" ? namedAs(item, port, messages) : null);
  return said?.type === "text" ? said.content : [];
}

function field(item: ComparedAnswer, said: Phrase, messages: Messages): Field {
  const port = comparedPort(item);
  if (port === null) return { label: nameFor(item), value: [placesFor(item, messages)] };
  const claimed = item.claims.length === 0 ? [] : [messages.brief.claimed(claimNames(item.claims), "")];
  const value = said.length > 0 ? said : [official(port, messages)];
  return { label: labelFor(item, port, messages), value: [...claimed, ...value] };
}

function labelFor(item: ComparedAnswer, port: PortAnswer, messages: Messages): string {
  if (item.kind === "service") return messages.brief.titleOf(nameFor(item), port.port);
  return messages.brief.title(port.port, port.transport, headline(port, messages));
}

/** What the registry and the table say of a number on its transport. */
function official(port: PortAnswer, { compare: words, states }: Messages): string {
  const own = onTransport(port.assignments, port.transport);
  return words.onTransport(states[port.state], labelsOf(own), port.software);
}

function nameFor(item: ComparedAnswer): string {
  if (item.kind === "port") return formatQuery(item);
  const [best] = namedService(item.matches);
  return best === undefined ? item.name : (best.software ?? nameOf(best));
}

function placesFor(item: ComparedAnswer, messages: Messages): string {
  if (item.claims.length > 0) return messages.team.book.inBook(item.claims.map(messages.team.book.numbers));
  const named = item.kind === "service" ? namedService(item.matches) : [];
  return named.length === 0 ? messages.list.notFound : placesOf(named, messages).join(" · ");
}
