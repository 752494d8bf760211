import type { ExplainAnswer } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { PasteCoverage } from "#core/messages/en-explain.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ExplanationParts } from "#core/present/explain-parts.ts";
import { countsOf, hasSeveralListings } from "#core/present/explain-parts.ts";

/** What was checked where nothing needs attention, or why there is nothing to check; null otherwise. */
export function lead(answer: ExplainAnswer, { explain: words, listingBook }: Messages): Phrase | null {
  if (answer.isEmpty)
    return [answer.isAgainstBook ? listingBook.ask : answer.isComparison ? words.askForTwo : words.ask];
  if (answer.listeners.length === 0) return [answer.connections > 0 ? words.onlyConnections : words.nothing];
  return answer.listeners.some(deservesLook) ? null : [words.checked(coverageOf(answer))];
}

function coverageOf(answer: ExplainAnswer): PasteCoverage {
  const { notUnderstoodCount, listenersLeftOut, isCut } = answer;
  return {
    listeners: countsOf(answer).listed,
    services: answer.knownServices,
    isPartial: notUnderstoodCount > 0 || listenersLeftOut > 0 || isCut,
    ...processesIn(answer),
  };
}

/** How many of the sockets have a process. Published container ports and scan results never have one. */
function processesIn({ listeners }: ExplainAnswer): Pick<PasteCoverage, "processes" | "system"> {
  const sockets = listeners.filter(
    ({ service, system, process }) => process !== null || (service === null && system !== null && system !== "cluster"),
  );
  const hidden = sockets.filter(({ process }) => process === null);
  const some = hidden.length === 0 ? "all" : hidden.length < sockets.length ? "some" : "none";
  return { processes: sockets.length === 0 ? "irrelevant" : some, system: hidden[0]?.system ?? null };
}

/** That listings of one state differ, how to compare listings, or how many agree; null for a single one. */
export function listingsNote(answer: ExplainAnswer, words: Messages["explain"]): string | null {
  const { views, differences, changes } = answer;
  if (differences.length > 0) return words.contradict(views);
  const asked = changes === null ? comparisonNote(answer, words) : null;
  return asked ?? (views > 1 ? words.readFrom(views) : null);
}

function comparisonNote(answer: ExplainAnswer, words: Messages["explain"]): string | null {
  if (hasSeveralListings(answer)) return words.askToCompare;
  return answer.isComparison && answer.listeners.length > 0 ? words.askForTwo : null;
}

const MAX_UNREAD_LENGTH = 60;

/** How many lines weren't understood, and the first of them; null if all were. */
function unreadNote({ notUnderstood, notUnderstoodCount }: ExplainAnswer, words: Messages["explain"]) {
  const [unread] = notUnderstood;
  if (unread === undefined) return null;
  return words.notUnderstood(notUnderstoodCount, unread.line, shorten(unread.text, MAX_UNREAD_LENGTH));
}

/** What no card about a paste leaves unsaid: what wasn't read, and that nothing is stored. */
export function readingNotes(answer: ExplainAnswer, words: Messages["explain"]): readonly (string | null)[] {
  return [
    answer.listenersLeftOut > 0 ? words.leftOut(answer.listenersLeftOut) : null,
    answer.isCut ? words.cut : null,
    unreadNote(answer, words),
    words.notStored,
  ];
}

/** The notes that apply, in one paragraph. */
export function paragraph(notes: readonly (string | null)[]): Phrase {
  return [notes.filter((note) => note !== null).join(" ")];
}

/** What isn't listed and why, and that nothing is stored; null where nothing was pasted. */
export function closing(
  answer: ExplainAnswer,
  { ephemeral, groups }: Pick<ExplanationParts, "ephemeral" | "groups">,
  { explain: words, listingBook }: Messages,
): Phrase | null {
  if (answer.isEmpty) return null;
  const isByAddress = answer.listeners.some(({ scope, isEphemeral }) => scope === "every" && !isEphemeral);
  return paragraph([
    isByAddress ? words.byAddress : null,
    groups.other.length > 0 ? words.otherGroup : null,
    ephemeral.length > 0 ? words.ephemeral(ephemeral.length) : null,
    answer.connections > 0 && answer.listeners.length > 0 ? words.connections(answer.connections) : null,
    answer.isAgainstBook && answer.listeners.length > 0 ? listingBook.empty : null,
    listingsNote(answer, words),
    ...readingNotes(answer, words),
  ]);
}
