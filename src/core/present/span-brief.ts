import type { SpanAnswer } from "#core/answers/span.ts";
import type { Card, CardNode, Field } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import { STATE_MARKS, spanStatus } from "#core/present/sections.ts";

/** The card of a span that people see first: what the numbers are, as the title; then what is where. */
export function presentSpanBrief(answer: SpanAnswer, messages: Messages): Card {
  const { brief: words } = messages;
  return {
    title: words.spanTitle(answer, summary(answer, messages)),
    status: spanStatus(answer),
    body: [{ type: "fields", fields: fields(answer, messages) }, ...map(answer, messages)],
    footnote: words.footnote(answer.registry),
  };
}

/** `x11, all assigned`, `all unassigned`, `222 of 1,001 assigned`. */
function summary({ counts, size, assigned }: SpanAnswer, { brief: words, states }: Messages): string {
  const names = distinct(assigned.flatMap((run) => run.names));
  if (counts.assigned === size) return names.length === 1 ? words.allAssigned(names) : words.all(states.assigned);
  if (counts.unassigned === size) return words.all(states.unassigned);
  if (counts.dynamic === size) return states.dynamic;
  return words.assignedOf(counts.assigned, size);
}

/** How many of each a brief card names. */
const NAMED = 5;
const CLAIMS = 2;

function fields(answer: SpanAnswer, messages: Messages): Field[] {
  const { brief: words, span: full, team } = messages;
  const { labels } = words;
  const { counts, assigned, blocks, knownUses } = answer;
  const runs = assigned.slice(0, NAMED).map((run) => full.assigned(run, run.names.slice(0, 1)));
  const assignedShown = assigned.slice(0, NAMED).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const software = distinct(knownUses.map((use) => full.use(use.span, use.software)));
  const largest = blocks.toSorted((a, b) => b.last - b.first - (a.last - a.first)).slice(0, NAMED - 2);
  const claims = answer.claims.slice(0, CLAIMS).map((claim) => `${team.book.numbers(claim)} ${claim.name}`);
  const found: (Field | null)[] = [
    field(labels.claims, claims, answer.claimCount - claims.length, messages),
    { label: labels.range, value: [words.ranges(answer.ranges)] },
    // The title says it where all of it is alike.
    runs.length === 1 && counts.assigned === answer.size
      ? null
      : field(labels.iana, runs, counts.assigned - assignedShown, messages),
    field(labels.software, software.slice(0, NAMED), answer.useCount - Math.min(software.length, NAMED), messages),
    counts.unassigned === answer.size
      ? null
      : field(labels.unassigned, largest.map(full.block), answer.blockCount - largest.length, messages),
  ];
  return found.filter((each) => each !== null);
}

/** @param left how many more there are than the parts tell */
function field(label: string, parts: readonly string[], left: number, { span }: Messages): Field | null {
  if (parts.length === 0) return null;
  return { label, value: [[...parts, ...(left > 0 ? [span.more(left)] : [])].join(" · ")] };
}

/** What fits one line of a phone. */
const MAP_MARKS = 24;

function map({ first, last, size, map: { perMark, marks } }: SpanAnswer, { port, brief: words }: Messages): CardNode[] {
  if (size > MAP_MARKS || perMark > 1) return [];
  const strip = marks.map((mark) => (typeof mark === "string" ? STATE_MARKS[mark] : ""));
  if (new Set(strip).size < 2) return [];
  return [{ type: "code", label: words.map, language: "text", code: port.map.strip(first, strip.join(""), last) }];
}
