import type { CompareAnswer, ComparedAnswer } from "#core/answers/compare.ts";
import { comparedPort } from "#core/answers/compare.ts";
import { namedService } from "#core/answers/service.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { registered } from "#core/present/port-brief.ts";
import { headline, lead } from "#core/present/port-lead.ts";
import { nameOf, placesOf } from "#core/present/service.ts";
import { formatQuery } from "#core/query/format-query.ts";

/** What the two have in common, then each in a line of its own: phones have no room for two columns. */
export function presentCompare(answer: CompareAnswer, messages: Messages): Card {
  const { compare: words, brief } = messages;
  const [one, other] = answer.items;
  const [a, b] = [comparedPort(one), comparedPort(other)];
  const isOneNumber = one.kind === "port" && other.kind === "port" && one.port === other.port;
  const common: readonly CardNode[] = isOneNumber
    ? lead({ ...one, transport: null }, messages, null)
    : answer.shared === null
      ? []
      : [{ type: "text", content: [words.shared(answer.shared, [a?.port ?? 0, b?.port ?? 0])] }];
  const about = isOneNumber ? transportField : field;
  return {
    title: words.title(nameFor(one), nameFor(other)),
    status: "information",
    body: [...common, { type: "fields", fields: answer.items.map((item) => about(item, messages)) }],
    footnote: brief.footnote(answer.registry),
  };
}

/** What the number is for, and whether it may be exposed. */
function field(item: ComparedAnswer, messages: Messages): Field {
  const port = comparedPort(item);
  if (port === null) return { label: nameFor(item), value: [placesFor(item, messages)] };
  const label = messages.brief.title(port.port, port.transport, headline(port, messages));
  const [said] = lead(port, messages, null);
  return { label, value: said?.type === "text" ? said.content : registered(port, messages) };
}

/** What one number is on a transport. */
function transportField(item: ComparedAnswer, messages: Messages): Field {
  const port = comparedPort(item);
  if (port === null) return field(item, messages);
  const own = port.assignments.filter((each) => each.transport === port.transport);
  const names = own.map(({ serviceName, description }) => serviceName ?? description);
  return {
    label: formatQuery(item),
    value: [messages.compare.onTransport(messages.states[port.state], names, port.software)],
  };
}

function nameFor(item: ComparedAnswer): string {
  if (item.kind === "port") return formatQuery(item);
  const [best] = namedService(item.matches);
  return best === undefined ? item.name : nameOf(best);
}

function placesFor(item: ComparedAnswer, messages: Messages): string {
  const named = item.kind === "service" ? namedService(item.matches) : [];
  return named.length === 0 ? messages.list.notFound : placesOf(named, messages).join(" · ");
}
