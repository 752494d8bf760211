import { claimsIn, readBook } from "#core/book/book.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import { slotsOf } from "#core/book/claim.ts";
import { readBookText } from "#core/book/formats.ts";
import type { BookContext } from "#core/book/write-book.ts";
import { enterClaims } from "#core/book/write-book.ts";
import type { ImportQuery } from "#core/query/query.ts";
import { isSameSpan } from "#core/registry/port.ts";
import type { ImportedAnswer } from "#core/team/team-answer.ts";

/** The most numbers in one import; a larger book is imported in parts. */
const MAX_NUMBERS = 2000;
/** How often an import is tried again because somebody else changed the book. */
const TRIES = 5;

/** Imports a book; entries that are there already, are taken or cannot be read are reported and left out. */
export async function importBook({ text, dryRun }: ImportQuery, context: BookContext): Promise<ImportedAnswer> {
  const { format, wanted, wrong } = readBookText(text);
  const nothing = { kind: "imported", dryRun, format: text === "" ? null : format, wrong } as const;
  for (let left = TRIES; ; left--) {
    const sorted = await sortOut(wanted, context);
    if (dryRun || sorted.added.length === 0) return { ...nothing, ...sorted };
    const written = await enterClaims(sorted.added, context);
    if (written.done) return { ...nothing, ...sorted };
    if (left === 1)
      return { ...nothing, ...sorted, added: [], taken: [...sorted.taken, ...takenBy(sorted.added, written.holders)] };
  }
}

type SortedOut = Pick<ImportedAnswer, "added" | "same" | "taken" | "tooMany">;

async function sortOut(wanted: readonly ClaimRequest[], { store, asker }: BookContext): Promise<SortedOut> {
  const book = await readBook(asker.team, store);
  const added: ClaimRequest[] = [];
  const taken: { wanted: ClaimRequest; holder: ClaimRequest }[] = [];
  const slots = new Map<string, ClaimRequest>();
  let same = 0;
  let tooMany = 0;
  for (const each of wanted) {
    const holders = claimsIn(book, each.span).filter((claim) => overlap(claim, each));
    const twin = slotsOf(each)
      .map((slot) => slots.get(slot))
      .find((found) => found !== undefined);
    const holder = holders.find((claim) => !isSame(claim, each)) ?? twin;
    if (holders.length > 0 && holders.every((claim) => isSame(claim, each))) same++;
    else if (holder !== undefined) taken.push({ wanted: each, holder });
    else if (slots.size + slotsOf(each).length > 2 * MAX_NUMBERS) tooMany++;
    else {
      added.push(each);
      for (const slot of slotsOf(each)) slots.set(slot, each);
    }
  }
  return { added, same, taken, tooMany };
}

function takenBy(wanted: readonly ClaimRequest[], holders: readonly Claim[]): ImportedAnswer["taken"] {
  return wanted.flatMap((each) =>
    holders.filter((holder) => overlap(holder, each)).map((holder) => ({ wanted: each, holder })),
  );
}

function overlap(a: ClaimRequest, b: ClaimRequest): boolean {
  const taken = new Set(slotsOf(a));
  return slotsOf(b).some((slot) => taken.has(slot));
}

function isSame(a: ClaimRequest, b: ClaimRequest): boolean {
  return (
    isSameSpan(a.span, b.span) &&
    a.transport === b.transport &&
    a.name === b.name &&
    a.description === b.description &&
    a.owner === b.owner
  );
}
