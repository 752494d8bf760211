import type { SpanAnswer } from "#core/answers/span.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { claimNodes, STATE_MARKS, shareMark, spanStatus } from "#core/present/sections.ts";
import { spanSize } from "#core/registry/port.ts";

/** All that is known of a span. */
export function presentSpan(answer: SpanAnswer, messages: Messages): Card {
  const words = messages.span;
  const { perMark, marks } = answer.map;
  const strip = marks.map((mark) =>
    typeof mark === "string" ? STATE_MARKS[mark] : shareMark(mark.assigned, mark.size),
  );
  return {
    title: words.title(answer, answer.size),
    status: spanStatus(answer),
    body: [
      ...claimNodes(answer.claims, messages),
      ...(answer.claimCount > answer.claims.length ? [moreClaims(answer, messages)] : []),
      { type: "fields", fields: fields(answer, messages) },
      {
        type: "code",
        label: words.map(perMark),
        language: "text",
        code: messages.port.map.strip(answer.first, strip.join(""), answer.last),
      },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

function fields(answer: SpanAnswer, messages: Messages): Field[] {
  const words = messages.span;
  const { counts, assigned, blocks, blockCount, knownUses, useCount } = answer;
  const assignedShown = assigned.reduce((sum, run) => sum + spanSize(run), 0);
  const runs = assigned.map((run) => words.assigned(run, run.names));
  const uses = knownUses.map(({ span, software }) => words.use(span, software));
  const field = (name: keyof typeof words.labels, value: string): Field => ({
    label: words.labels[name],
    value: [value],
  });
  return [
    field("ranges", words.ranges(answer.ranges)),
    field("counts", words.counts(counts)),
    field("assigned", summary(runs, counts.assigned - assignedShown, messages)),
    field("blocks", summary(blocks.map(words.block), blockCount - blocks.length, messages)),
    field("uses", summary(uses, useCount - knownUses.length, messages)),
  ];
}

function moreClaims({ claims, claimCount }: SpanAnswer, { team }: Messages): CardNode {
  return { type: "text", content: [team.book.more(claimCount - claims.length)] };
}

/** @param left how many are not in `parts` */
function summary(parts: readonly string[], left: number, { span: words }: Messages): string {
  if (parts.length === 0) return words.none;
  return [...parts, ...(left > 0 ? [words.more(left)] : [])].join(" · ");
}
