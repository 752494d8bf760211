import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ListingBook } from "#core/present/explain-book.ts";
import {
  bookAttention,
  bookClosing,
  bookTitle,
  claimText,
  movedText,
  otherProgramText,
} from "#core/present/explain-book.ts";
import type { ListenerChanges } from "#core/present/explain-changes.ts";
import { changesClosing, changesTitle, moveText, newAttention } from "#core/present/explain-changes.ts";
import { addedParts } from "#core/present/explain-comparison.ts";
import { differenceFields } from "#core/present/explain-differences.ts";
import { firewallClosing, firewallTitle } from "#core/present/explain-firewall.ts";
import { firewallSections } from "#core/present/explain-firewall-full.ts";
import { byPort, ephemeralSection, sectionOf, unreadSection } from "#core/present/explain-lines.ts";
import { closing, lead } from "#core/present/explain-notes.ts";
import { countsOf, GROUPS, hasSeveralHosts, nameListings, partsOf } from "#core/present/explain-parts.ts";

/** Everything about every listener, one line a program and address; for a file or a terminal. */
export function presentExplainInFull(given: ExplainAnswer, messages: Messages): Card {
  const { explain: words } = messages;
  const answer = nameListings(given, words);
  if (answer.book !== null) return bookInFull(answer, answer.book, messages);
  if (answer.changes !== null) return changesInFull(answer, answer.changes, messages);
  // What the rules block needs no attention, whatever its address.
  const blocked = answer.listeners.filter(({ access }) => access?.kind === "blocked");
  const parts = partsOf({ ...answer, listeners: answer.listeners.filter(({ access }) => access?.kind !== "blocked") });
  const { look, limit, groups, ephemeral } = parts;
  const section = (heading: string, listeners: readonly ExplainedListener[]) =>
    sectionOf(heading, listeners, hasSeveralHosts(answer), messages);
  const { firewall } = answer;
  const opening = firewall === null ? lead(answer, messages) : null;
  return {
    title: firewall === null ? words.title(countsOf(answer)) : firewallTitle(answer, firewall, messages),
    status: "information",
    body: [
      ...(opening === null ? [] : [{ type: "text", content: opening } as const]),
      ...(firewall === null ? [] : firewallSections(answer, firewall, messages)),
      ...section(words.look, look),
      ...section(words.limit, limit),
      ...GROUPS.flatMap((group) => section(words.groups[group], byPort(groups[group]))),
      ...section(messages.firewall.groups.listeningBlocked, byPort(blocked)),
      ...differenceFields(answer, messages).flatMap(({ label, items }) => list(label, items)),
      ...ephemeralSection(ephemeral, words),
      ...unreadSection(answer, words),
      {
        type: "text",
        content:
          firewall === null
            ? (closing(answer, { ...parts, ephemeral: [] }, messages) ?? [])
            : firewallClosing(answer, firewall, messages),
      },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

/** What changed, and then what didn't, one line a program and address. */
function changesInFull(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): Card {
  const { explain: words, listingChanges } = messages;
  const { limit, groups, ephemeral } = addedParts(answer, changes.added);
  const { moved, gone, unchanged, notCompared } = changes;
  const section = (heading: string, listeners: readonly ExplainedListener[]) =>
    sectionOf(heading, listeners, hasSeveralHosts(answer), messages);
  const moves: CardNode[] = [
    { type: "heading", text: listingChanges.moved },
    { type: "list", items: moved.map((move): Phrase => [moveText(move, answer, messages)]) },
  ];
  return {
    title: changesTitle(changes, messages),
    status: "information",
    body: [
      ...section(words.look, newAttention(changes)),
      ...section(listingChanges.limit, limit),
      ...GROUPS.flatMap((group) => section(listingChanges.groups[group], byPort(groups[group]))),
      ...(moved.length === 0 ? [] : moves),
      ...section(listingChanges.gone, byPort(gone)),
      ...section(listingChanges.unchanged, byPort(unchanged)),
      ...section(listingChanges.notComparedHeading, byPort(notCompared)),
      ...ephemeralSection(ephemeral, words),
      ...unreadSection(answer, words),
      { type: "text", content: changesClosing(answer, changes, messages) },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

function list(heading: string, items: readonly string[]): CardNode[] {
  if (items.length === 0) return [];
  return [
    { type: "heading", text: heading },
    { type: "list", items: items.map((item): Phrase => [item]) },
  ];
}

const MAX_CLAIMS = 1000;

/** How it differs from the port book, and then what doesn't. */
function bookInFull(answer: ExplainAnswer, book: ListingBook, messages: Messages): Card {
  const { explain: words, listingBook } = messages;
  const { limit, groups, ephemeral } = addedParts(answer, book.unclaimed);
  const { moved, otherProgram, absent, claimed } = book;
  const section = (heading: string, listeners: readonly ExplainedListener[]) =>
    sectionOf(heading, listeners, hasSeveralHosts(answer), messages);
  const claims = absent
    .slice(0, MAX_CLAIMS)
    .map((claim) => `${claimText(claim, messages)}${listingBook.details(claim.owner, claim.description)}`);
  const left = absent.length - claims.length;
  return {
    title: bookTitle(book, messages),
    status: "information",
    body: [
      ...section(words.look, bookAttention(book)),
      ...section(listingBook.limit, limit),
      ...GROUPS.flatMap((group) => section(listingBook.groups[group], byPort(groups[group]))),
      ...list(
        listingBook.moved,
        moved.map((each) => movedText(each, answer, messages)),
      ),
      ...list(
        listingBook.otherProgram,
        otherProgram.map((each) => otherProgramText(each, answer, messages)),
      ),
      ...list(listingBook.absent, left > 0 ? [...claims, listingBook.more(left)] : claims),
      ...section(listingBook.claimed, byPort(claimed)),
      ...ephemeralSection(ephemeral, words),
      ...unreadSection(answer, words),
      { type: "text", content: bookClosing(answer, book, messages) },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}
