import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { BookDifferences, BookedPorts, BookMismatch } from "#core/answers/explain-book.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ComparisonBrief } from "#core/present/explain-comparison.ts";
import { comparisonBriefly, needsAttention } from "#core/present/explain-comparison.ts";
import { listingsNote, paragraph, readingNotes } from "#core/present/explain-notes.ts";
import { byProgram, hasSeveralHosts, shortItem, sum } from "#core/present/explain-parts.ts";
import { spanText } from "#core/registry/port.ts";

export type ListingBook = BookDifferences<ExplainedListener>;
type Mismatch = BookMismatch<ExplainedListener>;

/** First what nobody claimed and needs attention, then what else differs, one line each. */
export function bookBriefly(answer: ExplainAnswer, book: ListingBook, messages: Messages): ComparisonBrief {
  const { listingBook: words } = messages;
  const { unclaimed, claimed, absent, moved, otherProgram } = book;
  const claimedLook = byProgram(claimed.filter(needsAttention));
  return comparisonBriefly(
    answer,
    {
      title: bookTitle(book, messages),
      look: bookAttention(book),
      added: unclaimed,
      labels: words,
      fields: [
        { label: words.moved, items: moved.map((each) => movedText(each, answer, messages)) },
        { label: words.otherProgram, items: otherProgram.map((each) => otherProgramText(each, answer, messages)) },
        { label: words.absent, items: absent.map((claim) => claimText(claim, messages)) },
        { label: words.still, items: claimedLook.map((each) => shortItem(each, hasSeveralHosts(answer), messages)) },
      ],
      end: bookClosing(answer, book, messages),
    },
    messages,
  );
}

export function bookTitle(book: ListingBook, { listingBook: words }: Messages): string {
  return words.title({
    unclaimed: book.unclaimed.length,
    absent: book.absent.length,
    moved: book.moved.length,
    otherProgram: book.otherProgram.length,
    look: bookAttention(book).length,
  });
}

/** What isn't as claimed and needs attention. */
export function bookAttention({ unclaimed, moved, otherProgram }: ListingBook): readonly ExplainedListener[] {
  return [...unclaimed, ...[...moved, ...otherProgram].map(({ listener }) => listener)].filter(needsAttention);
}

const MAX_NAME = 30;

export function claimText({ name, ...rest }: BookedPorts, { listingBook: words, team }: Messages): string {
  return words.claim(team.book.numbers(rest), shorten(name, MAX_NAME));
}

export function movedText({ claim, listener }: Mismatch, answer: ExplainAnswer, messages: Messages): string {
  const to = shortItem([listener], hasSeveralHosts(answer), messages, false);
  return messages.listingBook.port(spanText(claim.span), to, shorten(claim.name, MAX_NAME));
}

export function otherProgramText({ claim, listener }: Mismatch, answer: ExplainAnswer, messages: Messages): string {
  const { image, process, service, product } = listener;
  const shown = process ?? image ?? service ?? product ?? messages.listingChanges.unknownProgram;
  const port = shortItem([listener], hasSeveralHosts(answer), messages, false);
  return messages.listingBook.program(port, shorten(shown, MAX_NAME), shorten(claim.name, MAX_NAME));
}

/** How much was compared, what that doesn't show, and that nothing is stored. */
export function bookClosing(answer: ExplainAnswer, book: ListingBook, messages: Messages): Phrase {
  const { listingBook: words, listingChanges, explain } = messages;
  const { unclaimed, claimed, moved, otherProgram, absent, compared, notCompared, isIncomplete } = book;
  const listeners = [unclaimed, claimed, moved, otherProgram].map(({ length }) => length);
  const ephemeral = answer.listeners.filter(({ isEphemeral }) => isEphemeral).length;
  return paragraph([
    words.compared(sum(listeners), compared),
    notCompared > 0 ? words.notCompared(notCompared, isIncomplete) : null,
    absent.length > 0 ? words.noHosts : null,
    listingsNote(answer, explain),
    ephemeral > 0 ? listingChanges.ephemeral(ephemeral) : null,
    answer.firewall === null && unclaimed.some(({ scope }) => scope === "every") ? explain.byAddress : null,
    ...readingNotes(answer, explain),
  ]);
}
