import type { Move } from "#core/answers/compare-listings.ts";
import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import type { ChangesAnswer } from "#core/answers/explain-changes.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionItems } from "#core/present/explain-attention.ts";
import type { WantedField } from "#core/present/explain-fields.ts";
import { fitFields, leastLength, wantedFields } from "#core/present/explain-fields.ts";
import { unreadNote } from "#core/present/explain-notes.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import {
  byProgram,
  GROUPS,
  hasSeveralHosts,
  lengthOf,
  partsOf,
  shortItem,
  shortName,
  sum,
} from "#core/present/explain-parts.ts";

export type ListenerChanges = ChangesAnswer<ExplainedListener>;

/** In characters as they are read; its many fields and links take more besides. */
const BUDGET = 815;
/** What a reason with its cure may take. */
const REASON = 320;

/** What changed between two listings, within the budget whatever their length. */
export interface ChangesBrief {
  readonly card: Card;
  /** Whether the full explanation says more of what changed. */
  readonly leavesOut: boolean;
}

/** First what is new and needs attention, then what else is new, gone and moved, one line each. */
export function changesBriefly(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): ChangesBrief {
  const title = changesTitle(changes, messages);
  const footnote = messages.brief.footnote(answer.registry);
  const end = changesClosing(answer, changes, messages);
  const room = BUDGET - sum([[title], [footnote], end].map(lengthOf));
  const look = newAttention(changes);
  const all = changeFields(answer, changes, newFields(answer, changes, messages), messages);
  const isRoomy = leastLength(all, messages.explain) + (look.length > 0 ? REASON : 0) <= room;
  const wanted = isRoomy ? all : changeFields(answer, changes, newField(answer, changes, messages), messages);
  const attention = attentionItems(answer, look, room - leastLength(wanted, messages.explain), messages);
  const { fields, isWhole } = fitFields(wanted, room - sum(attention.items.map(lengthOf)), messages.explain);
  const list: CardNode[] = attention.items.length === 0 ? [] : [{ type: "list", items: attention.items }];
  const shown: CardNode[] = fields.length === 0 ? [] : [{ type: "fields", fields }];
  return {
    card: { title, status: "information", body: [...list, ...shown, { type: "text", content: end }], footnote },
    leavesOut: !attention.isWhole || !isWhole,
  };
}

export function changesTitle(changes: ListenerChanges, { listingChanges: words }: Messages): string {
  const { added, gone, moved, unchanged, notCompared } = changes;
  const isNothing = added.length + gone.length + moved.length + unchanged.length === 0 && notCompared.length > 0;
  if (isNothing) return words.nothingCompared;
  const counts = { added: added.length, gone: gone.length, moved: moved.length };
  return words.title({ ...counts, look: newAttention(changes).length });
}

/** What is new, or where it wasn't before, and needs attention. */
export function newAttention({ added, moved }: ListenerChanges): readonly ExplainedListener[] {
  return [...added, ...moved.map(({ after }) => after)].filter(needsAttention);
}

/** Not where pasted rules block it. */
function needsAttention(listener: ExplainedListener): boolean {
  return deservesLook(listener) && listener.access?.kind !== "blocked";
}

/** @param added what to say of what is new */
function changeFields(
  answer: ExplainAnswer,
  changes: ListenerChanges,
  added: readonly WantedField[],
  messages: Messages,
): readonly WantedField[] {
  const { listingChanges: words } = messages;
  const { gone, moved, unchanged } = changes;
  const names = (listeners: readonly ExplainedListener[]) =>
    byProgram(listeners).map((each) => shortItem(each, hasSeveralHosts(answer), messages));
  return [
    ...added,
    { label: words.moved, items: moved.map((move) => moveText(move, answer, messages)) },
    { label: words.gone, items: names(gone) },
    { label: words.still, items: names(unchanged.filter(needsAttention)) },
  ].filter(({ items }) => items.length > 0);
}

/** What is new besides what needs attention: what anywhere reaches, and the others in one line. */
function newFields(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): readonly WantedField[] {
  const { listingChanges: words } = messages;
  const parts = newParts(answer, changes);
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
function newField(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): readonly WantedField[] {
  const { limit, groups } = newParts(answer, changes);
  const programs = [limit, ...GROUPS.map((group) => groups[group])].flatMap(byProgram);
  const items = programs.map((each) => shortItem(each, hasSeveralHosts(answer), messages));
  return [{ label: messages.listingChanges.added, items }];
}

/** What is new, without what is said as attention; what rules block needs none. */
export function newParts(answer: ExplainAnswer, { added }: ListenerChanges): ExplanationParts {
  const calm = added.filter((listener) => !needsAttention(listener));
  return partsOf({ ...answer, listeners: calm.map((each) => (deservesLook(each) ? { ...each, flags: [] } : each)) });
}

const MAX_NAME = 30;

export function moveText(
  { kind, before, after }: Move<ExplainedListener>,
  answer: ExplainAnswer,
  messages: Messages,
): string {
  const { listingChanges: words, explain } = messages;
  const hasHosts = hasSeveralHosts(answer);
  const name = (listener: ExplainedListener) =>
    shorten(listener.service ?? listener.process ?? words.unknownProgram, MAX_NAME);
  switch (kind) {
    case "port": {
      const [from, to] = [before, after].map((each) => shortItem([each], hasHosts, messages, false));
      return words.port(from ?? "", to ?? "", shorten(shortName(after) ?? "", MAX_NAME));
    }
    case "program":
      return words.change(shortItem([after], hasHosts, messages, false), name(before), name(after));
    case "address": {
      const [from, to] = [before, after].map((each) => {
        const target = before.target === after.target ? null : each.target;
        return words.target(shorten(each.address ?? explain.where(each), MAX_NAME), target);
      });
      return words.change(shortItem([after], hasHosts, messages), from ?? "", to ?? "");
    }
  }
}

const MAX_HOSTS = 3;

/** How much was compared, what wasn't and why, and that nothing is stored. */
export function changesClosing(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): Phrase {
  const { listingChanges: words, explain } = messages;
  const { before, after, states, withoutProgram, notCompared, added } = changes;
  const ephemeral = answer.listeners.filter(({ isEphemeral }) => isEphemeral).length;
  const named = (state: typeof before) => ({
    ...state,
    host: state.host === null ? null : shorten(state.host, MAX_NAME),
  });
  const hosts = distinct(notCompared.map(({ host }) => host)).filter((host) => host !== null);
  const transports = distinct(notCompared.map(({ transport }) => transport)).filter((each) => each !== null);
  const said = [
    words.compared(named(before), named(after), states),
    withoutProgram > 0 ? words.withoutProgram(withoutProgram) : null,
    notCompared.length > 0
      ? words.notCompared(
          notCompared.length,
          transports,
          hosts.slice(0, MAX_HOSTS).map((host) => shorten(host, MAX_NAME)),
        )
      : null,
    ephemeral > 0 ? words.ephemeral(ephemeral) : null,
    answer.firewall !== null ? words.rules : added.some(({ scope }) => scope === "every") ? explain.byAddress : null,
    answer.listenersLeftOut > 0 ? explain.leftOut(answer.listenersLeftOut) : null,
    answer.isCut ? explain.cut : null,
    unreadNote(answer, explain),
    explain.notStored,
  ];
  return [said.filter((each) => each !== null).join(" ")];
}
