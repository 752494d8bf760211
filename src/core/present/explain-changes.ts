import type { Move } from "#core/answers/compare-listings.ts";
import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { ChangesAnswer } from "#core/answers/explain-changes.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ComparisonBrief } from "#core/present/explain-comparison.ts";
import { comparisonBriefly, needsAttention } from "#core/present/explain-comparison.ts";
import { paragraph, readingNotes } from "#core/present/explain-notes.ts";
import { byProgram, hasSeveralHosts, shortItem, shortName } from "#core/present/explain-parts.ts";

export type ListenerChanges = ChangesAnswer<ExplainedListener>;

/** First what is new and needs attention, then what else is new, gone and moved, one line each. */
export function changesBriefly(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): ComparisonBrief {
  const { listingChanges: words } = messages;
  const { added, gone, moved, unchanged } = changes;
  const names = (listeners: readonly ExplainedListener[]) =>
    byProgram(listeners).map((each) => shortItem(each, hasSeveralHosts(answer), messages));
  return comparisonBriefly(
    answer,
    {
      title: changesTitle(changes, messages),
      look: newAttention(changes),
      added,
      labels: words,
      fields: [
        { label: words.moved, items: moved.map((move) => moveText(move, answer, messages)) },
        { label: words.gone, items: names(gone) },
        { label: words.still, items: names(unchanged.filter(needsAttention)) },
      ],
      end: changesClosing(answer, changes, messages),
    },
    messages,
  );
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
  return paragraph([
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
    ...readingNotes(answer, explain),
  ]);
}
