import type { NewsAnswer } from "#core/answers/news.ts";
import type { Card, CardNode } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ChangeListLimits } from "#core/present/registry-changes.ts";
import { countChanges, listChanges } from "#core/present/registry-changes.ts";
import { text } from "#core/present/simple-cards.ts";

const BRIEF: ChangeListLimits = { lines: 5, line: 90, whole: 450 };
const FULL: ChangeListLimits = { lines: 40, line: 300, whole: 2500 };

export function presentNewsBrief(answer: NewsAnswer, messages: Messages): Card {
  return presentNews(answer, messages, BRIEF, ({ left }) => (left === 0 ? [] : [text(messages.watch.more(left))]));
}

export function presentNewsInFull(answer: NewsAnswer, messages: Messages): Card {
  const { news: words } = messages.watch;
  return presentNews(answer, messages, FULL, ({ left }) => [
    ...(left === 0 ? [] : [text(words.whole(left))]),
    text(words.compared),
    text(words.watch),
  ]);
}

function presentNews(
  { update, registry }: NewsAnswer,
  messages: Messages,
  limits: ChangeListLimits,
  rest: (shown: ReturnType<typeof listChanges>) => CardNode[],
): Card {
  const { news: words } = messages.watch;
  const footnote = messages.brief.footnote(registry);
  if (update === null) {
    const body = [text(words.none(registry)), text(words.watch)];
    return { title: words.noneTitle, status: "information", body, footnote };
  }
  const shown = listChanges(update.changes, limits, messages);
  return {
    title: words.title(countChanges(update.changes)),
    status: "information",
    body: [
      text(words.since(update)),
      ...(shown.lines.length === 0 ? [] : [{ type: "list", items: shown.lines.map((line) => [line]) } as const]),
      ...rest(shown),
    ],
    footnote,
  };
}
