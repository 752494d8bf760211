import type { Book } from "#core/book/book.ts";
import { holdersOf } from "#core/book/book.ts";
import type { ClaimRequest } from "#core/book/claim.ts";
import { slotsOf } from "#core/book/claim.ts";
import { readBookText } from "#core/book/formats.ts";
import type { LimitedAnswer } from "#core/book/limits.ts";
import type { BookContext } from "#core/book/write-book.ts";
import { changeBook, newClaim } from "#core/book/write-book.ts";
import type { ImportQuery } from "#core/query/query.ts";
import { isSameSpan } from "#core/registry/port.ts";
import { finishInTurns } from "#core/steps.ts";
import type { ImportedAnswer } from "#core/team/team-answer.ts";

/** How many numbers one import may claim; larger books are imported in parts. */
const MAX_NUMBERS = 2000;

/** Imports a book as one change. Entries that exist, are taken or can't be parsed are reported and skipped. */
export async function importBook(
  { text, dryRun }: ImportQuery,
  context: BookContext,
): Promise<ImportedAnswer | LimitedAnswer> {
  const { format, wanted, wrong } = await finishInTurns(readBookText(text), context.scheduler);
  let planned: ImportPlan = NOTHING;
  const result = await changeBook((book) => {
    planned = planImport(wanted, book);
    if (dryRun || planned.added.length === 0) return { done: false };
    return { added: planned.added.map((each) => newClaim(each, context.asker, context.clock)) };
  }, context);
  if ("limited" in result) return result.limited;
  return { kind: "imported", dryRun, format: text === "" ? null : format, wrong, ...planned };
}

type ImportPlan = Pick<ImportedAnswer, "added" | "same" | "taken" | "tooMany">;

const NOTHING: ImportPlan = { added: [], same: 0, taken: [], tooMany: 0 };

function planImport(wanted: readonly ClaimRequest[], book: Book): ImportPlan {
  const added: ClaimRequest[] = [];
  const taken: { wanted: ClaimRequest; holder: ClaimRequest }[] = [];
  const slots = new Map<string, ClaimRequest>();
  let same = 0;
  let tooMany = 0;
  for (const each of wanted) {
    const wantedSlots = slotsOf(each);
    const holders = holdersOf(book, each);
    const earlier = wantedSlots.map((slot) => slots.get(slot)).find((found) => found !== undefined);
    const holder = holders.find((claim) => !isSameClaim(claim, each)) ?? earlier;
    if (holders.length > 0 && holders.every((claim) => isSameClaim(claim, each))) same++;
    else if (holder !== undefined) taken.push({ wanted: each, holder });
    else if (slots.size + wantedSlots.length > 2 * MAX_NUMBERS) tooMany++;
    else {
      added.push(each);
      for (const slot of wantedSlots) slots.set(slot, each);
    }
  }
  return { added, same, taken, tooMany };
}

function isSameClaim(a: ClaimRequest, b: ClaimRequest): boolean {
  return (
    isSameSpan(a.span, b.span) &&
    a.transport === b.transport &&
    a.name === b.name &&
    a.description === b.description &&
    a.owner === b.owner
  );
}
