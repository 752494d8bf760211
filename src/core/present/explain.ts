import type { ExplainAnswer } from "#core/answers/explain.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionItems } from "#core/present/explain-attention.ts";
import { bookBriefly } from "#core/present/explain-book.ts";
import { changesBriefly } from "#core/present/explain-changes.ts";
import { differenceFields } from "#core/present/explain-differences.ts";
import { fitFields, leastRoom, wantedFields } from "#core/present/explain-fields.ts";
import { firewallBriefly } from "#core/present/explain-firewall.ts";
import { closing, lead } from "#core/present/explain-notes.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import { countsOf, nameListings, partsOf, sum } from "#core/present/explain-parts.ts";
import { BRIEF_ROOM, roomOf } from "#core/present/explain-room.ts";

/** What a reason with its cure may take. */
const REASON = 200;

/** An explanation within the budget, whatever the length of the paste. */
export interface ExplainBrief {
  readonly card: Card;
  /** Whether the full explanation says more of any listener. */
  readonly leavesOut: boolean;
}

/** What needs attention, then the rest in a line for each place that it can be reached from. */
export function presentExplain(answer: ExplainAnswer, messages: Messages): Card {
  return explainBriefly(answer, messages).card;
}

export function explainBriefly(given: ExplainAnswer, messages: Messages): ExplainBrief {
  const answer = nameListings(given, messages.explain);
  if (answer.book !== null) return bookBriefly(answer, answer.book, messages);
  if (answer.changes !== null) return changesBriefly(answer, answer.changes, messages);
  if (answer.firewall !== null) return firewallBriefly(answer, answer.firewall, messages);
  const { explain: words } = messages;
  const title = answer.isEmpty ? words.askTitle : words.title(countsOf(answer));
  const footnote = answer.listeners.length === 0 ? "" : messages.brief.footnote(answer.registry);
  const parts = partsOf(answer);
  const opening = lead(answer, messages);
  const end = closing(answer, parts, messages);
  const room = BRIEF_ROOM - sum([[title], [footnote], opening ?? [], end ?? []].map(roomOf));
  const grouped = wantedFields(answer, parts, messages);
  const differing = differenceFields(answer, messages);
  // The closing words say that listings differ; where there is no room, the full explanation says how.
  const isRoomy = leastRoom([...grouped, ...differing], words) + REASON <= room;
  const wanted = isRoomy ? [...grouped, ...differing] : grouped;
  const attention = attentionItems(answer, parts.look, room - leastRoom(wanted, words), messages);
  const list: CardNode[] = attention.items.length === 0 ? [] : [{ type: "list", items: attention.items }];
  const { fields, isWhole } = fitFields(wanted, room - sum(attention.items.map(roomOf)), words);
  const text = (content: Phrase | null): CardNode[] => (content === null ? [] : [{ type: "text", content }]);
  return {
    card: {
      title,
      status: answer.listeners.length === 0 && !answer.isEmpty ? "problem" : "information",
      body: [
        ...text(opening),
        ...list,
        ...(fields.length === 0 ? [] : [{ type: "fields", fields } as const]),
        ...text(end),
      ],
      footnote,
    },
    leavesOut:
      !(attention.isWhole && isWhole) ||
      parts.ephemeral.length > 0 ||
      hasMoreFlags(parts) ||
      wanted.length < grouped.length + differing.length,
  };
}

/** Whether there are reasons for what needs no attention. */
function hasMoreFlags({ limit, groups }: ExplanationParts): boolean {
  return limit.length > 0 || Object.values(groups).some((group) => group.some(({ flags }) => flags.some(isReason)));
}

/** Where a number lies is no reason to read on. */
function isReason({ kind }: Flag): boolean {
  return kind !== "ephemeral";
}
