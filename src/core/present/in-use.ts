import { namesInUse } from "#core/answers/assignment.ts";
import type { InUseAnswer } from "#core/answers/in-use.ts";
import { claimNames } from "#core/book/book.ts";
import type { Card, CardNode } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** Who may hold the port, the command that shows the process, how to stop it, and another number. */
export function presentInUse(answer: InUseAnswer, messages: Messages): Card {
  const { inUse: words, brief } = messages;
  const { of, free, port, transport } = answer;
  const found = of.check?.command ?? null;
  const code: readonly CardNode[] =
    found === null
      ? []
      : [{ type: "code", label: brief.check(found.system), language: found.language, code: found.command }];
  return {
    title: words.title(port, transport),
    status: "problem",
    body: [
      { type: "text", content: [who(answer, messages)] },
      ...code,
      {
        type: "fields",
        fields: [
          ...(found === null ? [] : [{ label: words.labels.stop, value: [words.stop[found.system]] }]),
          { label: words.labels.instead, value: [free === null ? words.noneNear : words.free(free)] },
        ],
      },
    ],
    footnote: brief.footnote(answer.registry),
  };
}

function who({ of }: InUseAnswer, { inUse: words }: Messages): string {
  if (of.claims.length > 0) return words.claimed(claimNames(of.claims));
  if (of.software.length > 0) return words.usually(of.software);
  const { names } = namesInUse(of.assignments);
  return names.length > 0 ? words.assigned(names) : words.unknown;
}
