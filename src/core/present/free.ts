import type { FreeAnswer } from "#core/answers/free.ts";
import type { Card, CardNode } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

export function presentFree(answer: FreeAnswer, { free: words, footnote }: Messages): Card {
  const found: CardNode[] =
    answer.ports.length === 0
      ? [{ type: "text", content: [`${words.none} ${words.elsewhere}`] }]
      : [
          { type: "list", items: answer.ports.map(({ port }) => [port.toString()]) },
          { type: "text", content: [words.because] },
          { type: "text", content: words.registerIt },
        ];
  return {
    title: words.title(answer, answer.ports.length),
    status: answer.ports.length === 0 ? "problem" : "information",
    body: found,
    footnote: footnote(answer.registry),
  };
}
