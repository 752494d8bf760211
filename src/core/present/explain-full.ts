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
import type { Comparison } from "#core/present/explain-comparison.ts";
import { addedParts } from "#core/present/explain-comparison.ts";
import { differenceFields } from "#core/present/explain-differences.ts";
import { firewallNotes, firewallTitle } from "#core/present/explain-firewall.ts";
import { firewallSections } from "#core/present/explain-firewall-full.ts";
import { byPort, ephemeralSection, sectionOf, unreadSection } from "#core/present/explain-lines.ts";
import { closing, lead, paragraph } from "#core/present/explain-notes.ts";
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
  const section = sectionsOf(answer, messages);
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
            : paragraph([
                messages.firewall.read(firewall.notations, firewall.counts),
                ...firewallNotes(answer, firewall, messages),
              ]),
      },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

/** What is new, what else there is to say of the two, and what wasn't understood; one line a program and address. */
function comparisonInFull(answer: ExplainAnswer, comparison: ComparisonInFull, messages: Messages): Card {
  const { title, look, added, labels, rest, end } = comparison;
  const { limit, groups, ephemeral } = addedParts(answer, added);
  const section = sectionsOf(answer, messages);
  return {
    title,
    status: "information",
    body: [
      ...section(messages.explain.look, look),
      ...section(labels.limit, limit),
      ...GROUPS.flatMap((group) => section(labels.groups[group], byPort(groups[group]))),
      ...rest,
      ...ephemeralSection(ephemeral, messages.explain),
      ...unreadSection(answer, messages.explain),
      { type: "text", content: end },
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

interface ComparisonInFull extends Omit<Comparison, "fields"> {
  /** After what is new. */
  readonly rest: readonly CardNode[];
}

function sectionsOf(answer: ExplainAnswer, messages: Messages) {
  return (heading: string, listeners: readonly ExplainedListener[]) =>
    sectionOf(heading, listeners, hasSeveralHosts(answer), messages);
}

/** What changed, and then what didn't. */
function changesInFull(answer: ExplainAnswer, changes: ListenerChanges, messages: Messages): Card {
  const { listingChanges: words } = messages;
  const { added, moved, gone, unchanged, notCompared } = changes;
  const section = sectionsOf(answer, messages);
  return comparisonInFull(
    answer,
    {
      title: changesTitle(changes, messages),
      look: newAttention(changes),
      added,
      labels: words,
      rest: [
        ...list(
          words.moved,
          moved.map((move) => moveText(move, answer, messages)),
        ),
        ...section(words.gone, byPort(gone)),
        ...section(words.unchanged, byPort(unchanged)),
        ...section(words.notComparedHeading, byPort(notCompared)),
      ],
      end: changesClosing(answer, changes, messages),
    },
    messages,
  );
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
  const { listingBook: words } = messages;
  const { unclaimed, moved, otherProgram, absent, claimed } = book;
  const claims = absent
    .slice(0, MAX_CLAIMS)
    .map((claim) => `${claimText(claim, messages)}${words.details(claim.owner, claim.description)}`);
  const left = absent.length - claims.length;
  return comparisonInFull(
    answer,
    {
      title: bookTitle(book, messages),
      look: bookAttention(book),
      added: unclaimed,
      labels: words,
      rest: [
        ...list(
          words.moved,
          moved.map((each) => movedText(each, answer, messages)),
        ),
        ...list(
          words.otherProgram,
          otherProgram.map((each) => otherProgramText(each, answer, messages)),
        ),
        ...list(words.absent, left > 0 ? [...claims, words.more(left)] : claims),
        ...sectionsOf(answer, messages)(words.claimed, byPort(claimed)),
      ],
      end: bookClosing(answer, book, messages),
    },
    messages,
  );
}
