import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionItems } from "#core/present/explain-attention.ts";
import type { WantedField } from "#core/present/explain-fields.ts";
import { fitFields, leastRoom, wantedFields } from "#core/present/explain-fields.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import { byProgram, GROUPS, hasSeveralHosts, partsOf, shortItem, sum } from "#core/present/explain-parts.ts";
import { BRIEF_ROOM, roomOf } from "#core/present/explain-room.ts";

/** What the shortest reason with its cure may take. */
const REASON = 150;

/** What a listing has that something else doesn't have, and what else there is to say of the two. */
export interface Comparison {
  readonly title: string;
  /** What is new and needs attention. */
  readonly look: readonly ExplainedListener[];
  readonly added: readonly ExplainedListener[];
  readonly labels: ComparisonLabels;
  /** After what is new; those without items are left out. */
  readonly fields: readonly WantedField[];
  readonly end: Phrase;
}

/** What is new is called so, as a whole and by from where it can be reached. */
type ComparisonLabels = Pick<Messages["listingChanges"], "added" | "limit" | "groups" | "alsoNew">;

/** A comparison within the budget, whatever its length. */
export interface ComparisonBrief {
  readonly card: Card;
  /** Whether the full explanation says more of the differences. */
  readonly leavesOut: boolean;
}

export function comparisonBriefly(answer: ExplainAnswer, comparison: Comparison, messages: Messages): ComparisonBrief {
  const { title, look, end } = comparison;
  const footnote = messages.brief.footnote(answer.registry);
  const room = BRIEF_ROOM - sum([[title], [footnote], end].map(roomOf));
  const fieldsWith = (added: readonly WantedField[]) =>
    [...added, ...comparison.fields].filter(({ items }) => items.length > 0);
  const all = fieldsWith(addedFields(answer, comparison, messages));
  const isRoomy = leastRoom(all, messages.explain) + (look.length > 0 ? REASON : 0) <= room;
  const wanted = isRoomy ? all : fieldsWith(addedField(answer, comparison, messages));
  const attention = attentionItems(answer, look, room - leastRoom(wanted, messages.explain), messages);
  const { fields, isWhole } = fitFields(wanted, room - sum(attention.items.map(roomOf)), messages.explain);
  const list: CardNode[] = attention.items.length === 0 ? [] : [{ type: "list", items: attention.items }];
  const shown: CardNode[] = fields.length === 0 ? [] : [{ type: "fields", fields }];
  return {
    card: { title, status: "information", body: [...list, ...shown, { type: "text", content: end }], footnote },
    leavesOut: !attention.isWhole || !isWhole,
  };
}

/** Not where pasted rules block it. */
export function needsAttention(listener: ExplainedListener): boolean {
  return deservesLook(listener) && listener.access?.kind !== "blocked";
}

/** What is new, without what is said as attention; what rules block needs none. */
export function addedParts(answer: ExplainAnswer, added: readonly ExplainedListener[]): ExplanationParts {
  const calm = added.filter((listener) => !needsAttention(listener));
  return partsOf({ ...answer, listeners: calm.map((each) => (deservesLook(each) ? { ...each, flags: [] } : each)) });
}

/** What is new besides what needs attention: what anywhere reaches, and the others in one line. */
function addedFields(
  answer: ExplainAnswer,
  { added, labels: words }: Comparison,
  messages: Messages,
): readonly WantedField[] {
  const parts = addedParts(answer, added);
  const { network, host, other } = parts.groups;
  const kinds = [network, host, other].filter((group) => group.length > 0).length;
  const open = { ...parts, groups: { ...parts.groups, network: [], host: [], other: [] } };
  const inside = {
    ...parts,
    limit: [],
    groups: { anywhere: [], network: [], host: [], other: [...network, ...host, ...other] },
  };
  const rest = kinds === 1 ? { ...parts, limit: [], groups: { ...parts.groups, anywhere: [] } } : inside;
  const labels = kinds === 1 ? words : { ...words, groups: { ...words.groups, other: words.alsoNew } };
  return [...wantedFields(answer, open, messages, words), ...wantedFields(answer, rest, messages, labels)];
}

/** All that is new besides what needs attention, the most exposed first; where there is no room to say more of it. */
function addedField(answer: ExplainAnswer, { added, labels }: Comparison, messages: Messages): readonly WantedField[] {
  const { limit, groups } = addedParts(answer, added);
  const programs = [limit, ...GROUPS.map((group) => groups[group])].flatMap(byProgram);
  const items = programs.map((each) => shortItem(each, hasSeveralHosts(answer), messages));
  return [{ label: labels.added, items }];
}
