import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionItem } from "#core/present/explain-attention.ts";
import { fitFields, leastLength, limited, wantedFields } from "#core/present/explain-fields.ts";
import { firewallBriefly } from "#core/present/explain-firewall.ts";
import { closing, lead } from "#core/present/explain-notes.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import { countsOf, hasSeveralHosts, lengthOf, partsOf, shortItem, sum } from "#core/present/explain-parts.ts";

/** In characters as they are read, title and footnote included; a few more go into columns and bullets. */
const BUDGET = 855;
/** The first one is always shown. */
const MAX_ATTENTION = 3;
/** For the names of those that need attention and aren't shown, in characters. */
const MORE = 100;

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

export function explainBriefly(answer: ExplainAnswer, messages: Messages): ExplainBrief {
  if (answer.firewall !== null) return firewallBriefly(answer, answer.firewall, messages);
  const { explain: words } = messages;
  const title = answer.isEmpty ? words.askTitle : words.title(countsOf(answer));
  const footnote = answer.listeners.length === 0 ? "" : messages.brief.footnote(answer.registry);
  const parts = partsOf(answer);
  const opening = lead(answer, words);
  const end = closing(answer, parts, words);
  const room = BUDGET - sum([[title], [footnote], opening ?? [], end ?? []].map(lengthOf));
  const wanted = wantedFields(answer, parts, messages);
  const attention = attentionItems(answer, parts.look, room - leastLength(wanted, words), messages);
  const list: CardNode[] = attention.items.length === 0 ? [] : [{ type: "list", items: attention.items }];
  const { fields, isWhole } = fitFields(wanted, room - sum(attention.items.map(lengthOf)), words);
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
    leavesOut: !(attention.isWhole && isWhole) || parts.ephemeral.length > 0 || hasMoreFlags(parts),
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

interface AttentionItems {
  readonly items: readonly Phrase[];
  /** Whether every flag of every listener is shown. */
  readonly isWhole: boolean;
}

/** The first flag of each, as many as fit; equal flags of a program are one. */
function attentionItems(
  answer: ExplainAnswer,
  look: readonly ExplainedListener[],
  room: number,
  messages: Messages,
): AttentionItems {
  const hasHosts = hasSeveralHosts(answer);
  const all = [...Map.groupBy(look, sameReason).values()];
  const reasons = all.slice(0, MAX_ATTENTION).map((each) => attentionItem(each, hasHosts, messages));
  let items: readonly Phrase[] = [];
  for (let count = reasons.length; count > 0; count--) {
    const rest = all.slice(count);
    items = [...reasons.slice(0, count), ...(rest.length === 0 ? [] : [moreItem(rest, hasHosts, messages)])];
    if (sum(items.map(lengthOf)) <= room) break;
  }
  return { items, isWhole: all.length === reasons.length && items.length === all.length && look.every(hasOneFlag) };
}

function hasOneFlag({ flags }: ExplainedListener): boolean {
  return flags.length === 1;
}

/** The names of those whose reasons don't fit. */
function moreItem(rest: readonly (readonly ExplainedListener[])[], hasHosts: boolean, messages: Messages): Phrase {
  const { explain: words } = messages;
  const names = rest.map((listeners) => shortItem(listeners, hasHosts, messages));
  return [words.moreAttention(sum(rest.map(({ length }) => length)), limited(names, MORE, words).text)];
}

function sameReason({ host, process, service, address, flags: [flag] }: ExplainedListener): string {
  const others = flag?.kind === "two-processes" ? flag.others.join(" ") : "";
  const row = `${flag?.row?.product} ${flag?.row?.port}`;
  return `${host} ${process} ${service} ${address} ${flag?.kind} ${row} ${others}`;
}
