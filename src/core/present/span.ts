import type { SpanAnswer } from "#core/answers/span.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { claimNodes } from "#core/present/claims.ts";
import { STATE_MARKS, shareMark } from "#core/present/map-strip.ts";
import { spanSize } from "#core/registry/port.ts";

export function presentSpan(answer: SpanAnswer, messages: Messages): Card {
  const words = messages.span;
  const { labels } = words;
  const told = answer.assigned.reduce((sum, run) => sum + spanSize(run), 0);
  const rows: [string, string][] = [
    [labels.ranges, words.ranges(answer.ranges)],
    [labels.counts, words.counts(answer.counts)],
    [
      labels.assigned,
      summary(
        answer.assigned.map((each) => words.assigned(each, each.names)),
        answer.counts.assigned - told,
        messages,
      ),
    ],
    [labels.blocks, summary(answer.blocks.map(words.block), answer.blockCount - answer.blocks.length, messages)],
    [
      labels.uses,
      summary(
        answer.knownUses.map((use) => words.use(use.span, use.software)),
        answer.useCount - answer.knownUses.length,
        messages,
      ),
    ],
  ];
  const { perMark, marks } = answer.map;
  const strip = marks.map((mark) =>
    typeof mark === "string" ? STATE_MARKS[mark] : shareMark(mark.assigned, mark.size),
  );
  return {
    title: words.title(answer, answer.size),
    status: answer.counts.assigned > 0 ? "assigned" : answer.counts.dynamic === answer.size ? "dynamic" : "unassigned",
    body: [
      ...claimNodes(answer.claims, messages),
      ...(answer.claimCount > answer.claims.length ? [moreClaims(answer, messages)] : []),
      { type: "fields", fields: rows.map(([label, value]): Field => ({ label, value: [value] })) },
      {
        type: "code",
        label: words.map(perMark),
        language: "text",
        code: messages.port.map.strip(answer.first, strip.join(""), answer.last),
      },
    ],
    footnote: messages.footnote(answer.registry),
  };
}

function moreClaims({ claims, claimCount }: SpanAnswer, { team }: Messages): CardNode {
  return { type: "text", content: [team.book.more(claimCount - claims.length)] };
}

/** @param left how many more there are than the parts tell */
function summary(parts: readonly string[], left: number, { span: words }: Messages): string {
  if (parts.length === 0) return words.none;
  return [...parts, ...(left > 0 ? [words.more(left)] : [])].join(" · ");
}
