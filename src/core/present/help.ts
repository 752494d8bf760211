import type { HelpAnswer } from "#core/answers/answer.ts";
import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { InvalidInput } from "#core/query/query.ts";

export function presentHelp(answer: HelpAnswer, { help, footnote }: Messages): Card {
  return {
    title: help.title,
    status: "information",
    body: [
      { type: "text", content: [help.lead] },
      { type: "fields", fields: help.examples.map(({ typed, answer: says }) => ({ label: typed, value: [says] })) },
      { type: "text", content: [help.mention] },
    ],
    footnote: footnote(answer.registry),
  };
}

export function presentInvalid({ reason, input, suggestion }: InvalidInput, { invalid }: Messages): Card {
  return {
    title: invalid.title,
    status: "problem",
    body: [{ type: "text", content: [`${invalid.reasons[reason](input)} ${invalid.tryInstead(suggestion)}`] }],
    footnote: "",
  };
}
