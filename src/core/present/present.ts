import type { Answer, HelpAnswer, MoreAnswer } from "#core/answers/answer.ts";
import type { FreeAnswer } from "#core/answers/free.ts";
import type { ServiceAnswer } from "#core/answers/service.ts";
import type { Card, CardNode } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import { renderSpokenText } from "#core/card/plain-text.ts";
import type { Messages } from "#core/messages/messages.ts";
import { presentCompare } from "#core/present/compare.ts";
import { presentExplain } from "#core/present/explain.ts";
import { presentInUse } from "#core/present/in-use.ts";
import { presentList } from "#core/present/list.ts";
import { presentNewsBrief, presentNewsInFull } from "#core/present/news.ts";
import { presentPort } from "#core/present/port.ts";
import { presentPortBrief } from "#core/present/port-brief.ts";
import { presentPortRules } from "#core/present/port-rules.ts";
import { presentPortSet, presentPortSetBrief } from "#core/present/port-set.ts";
import { presentSearch, presentService, presentServiceBrief } from "#core/present/service.ts";
import { presentSpan } from "#core/present/span.ts";
import { presentSpanBrief } from "#core/present/span-brief.ts";
import { presentTeam } from "#core/present/team.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { InvalidInput } from "#core/query/query.ts";
import { eachQuery } from "#core/query/query.ts";

/** Presents an answer as a card, in a language. */
export function present(answer: Answer, messages: Messages): Card {
  switch (answer.kind) {
    case "port":
      return presentPortBrief(answer, messages);
    case "span":
      return presentSpanBrief(answer, messages);
    case "service":
      return presentServiceBrief(answer, messages);
    case "more":
      return presentMore(answer, messages);
    case "search":
      return presentSearch(answer, messages);
    case "list":
      return presentList(answer, messages);
    case "compare":
      return presentCompare(answer, messages);
    case "in-use":
      return presentInUse(answer, messages);
    case "port-set":
      return presentPortSetBrief(answer, messages);
    case "port-rules":
      return presentPortRules(answer, messages);
    case "free":
      return presentFree(answer, messages);
    case "explain":
      return presentExplain(answer, messages);
    case "news":
      return presentNewsBrief(answer, messages);
    case "help":
      return presentHelp(answer, messages);
    case "thanks":
      return presentThanks(messages);
    case "invalid":
      return presentInvalid(answer, messages);
    default:
      return presentTeam(answer, messages);
  }
}

function presentMore({ of }: MoreAnswer, messages: Messages): Card {
  switch (of.kind) {
    case "port":
      return presentPort(of, messages);
    case "span":
      return presentSpan(of, messages);
    case "service":
      return presentNamed(of, messages);
    case "port-set":
      return presentPortSet(of, messages);
    case "news":
      return presentNewsInFull(of, messages);
    default:
      return assertNever(of);
  }
}

/** The numbers of a name, then all that is known of the one that it means. */
function presentNamed(of: ServiceAnswer, messages: Messages): Card {
  const card = presentService(of, messages);
  if (of.main === null) return card;
  const heading: CardNode = { type: "heading", text: messages.actions.port(of.main.port) };
  const [best] = of.matches;
  const before = { software: best?.software ?? null, used: renderSpokenText(card).length };
  return { ...card, body: [...card.body, heading, ...presentPort(of.main, messages, before).body] };
}

/** So many numbers stand in the title, which is the answer. */
const IN_TITLE = 5;

function presentFree(answer: FreeAnswer, { free: words, brief }: Messages): Card {
  const found: CardNode[] =
    answer.ports.length === 0
      ? [{ type: "text", content: [`${words.none} ${words.elsewhere}`] }]
      : [
          ...(answer.ports.length > IN_TITLE
            ? [{ type: "text" as const, content: [answer.ports.map(({ port }) => port).join(" · ")] }]
            : []),
          { type: "text", content: [words.because] },
          { type: "text", content: words.registerIt },
        ];
  return {
    title: words.title(
      answer,
      answer.ports.length <= IN_TITLE ? answer.ports.map(({ port }) => port) : [],
      answer.ports.length,
    ),
    status: answer.ports.length === 0 ? "problem" : "information",
    body: found,
    footnote: brief.footnote(answer.registry),
  };
}

function presentHelp(answer: HelpAnswer, { help, brief }: Messages): Card {
  return {
    title: help.title,
    status: "information",
    body: [
      { type: "text", content: [help.lead] },
      { type: "fields", fields: help.examples.map(({ typed, answer: says }) => ({ label: typed, value: [says] })) },
      { type: "text", content: [help.more] },
    ],
    footnote: brief.footnote(answer.registry),
  };
}

function presentThanks({ thanks }: Messages): Card {
  const body: CardNode[] = [{ type: "text", content: [thanks.body] }];
  return { title: thanks.title, status: "information", body, footnote: "" };
}

function presentInvalid({ reason, input, suggestion, suggested }: InvalidInput, { invalid }: Messages): Card {
  const said = [invalid.reasons[reason](input), invalid.tryInstead(suggestion)].filter((text) => text !== "");
  return {
    title: invalid.title(reason, eachQuery(suggested).map(formatQuery)),
    status: "problem",
    body: [{ type: "text", content: [said.join(" ")] }],
    footnote: "",
  };
}
