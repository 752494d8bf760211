import { claimsIn, readBook } from "#core/book/book.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import { slotsOf } from "#core/book/claim.ts";
import { readBookText } from "#core/book/formats.ts";
import type { LimitedAnswer } from "#core/book/limits.ts";
import type { BookContext } from "#core/book/write-book.ts";
import { addClaims } from "#core/book/write-book.ts";
import type { ImportQuery } from "#core/query/query.ts";
import { isSameSpan } from "#core/registry/port.ts";
import type { ImportedAnswer } from "#core/team/team-answer.ts";

/** How many numbers one import may claim; larger books are imported in parts. */
const MAX_NUMBERS = 2000;
/** Retries if somebody else changes the book meanwhile. */
const MAX_ATTEMPTS = 5;

/** Imports a book. Entries that exist, are taken or can't be parsed are reported and skipped. */
export async function importBook(
  { text, dryRun }: ImportQuery,
  context: BookContext,
): Promise<ImportedAnswer | LimitedAnswer> {
  const { format, wanted, wrong } = readBookText(text);
  const base = { kind: "imported", dryRun, format: text === "" ? null : format, wrong } as const;
  for (let attempts = MAX_ATTEMPTS; ; attempts--) {
    const plan = await planImport(wanted, context);
    if (dryRun || plan.added.length === 0) return { ...base, ...plan };
    const result = await addClaims(plan.added, context);
    if ("limited" in result) return result.limited;
    if (result.done) return { ...base, ...plan };
    if (attempts === 1)
      return { ...base, ...plan, added: [], taken: [...plan.taken, ...conflictsWith(plan.added, result.holders)] };
  }
}

type ImportPlan = Pick<ImportedAnswer, "added" | "same" | "taken" | "tooMany">;

async function planImport(wanted: readonly ClaimRequest[], { store, asker }: BookContext): Promise<ImportPlan> {
  const book = await readBook(asker.team, store);
  const added: ClaimRequest[] = [];
  const taken: { wanted: ClaimRequest; holder: ClaimRequest }[] = [];
  const slots = new Map<string, ClaimRequest>();
  let same = 0;
  let tooMany = 0;
  for (const each of wanted) {
    const holders = claimsIn(book, each.span).filter((claim) => haveCommonSlot(claim, each));
    const earlier = slotsOf(each)
      .map((slot) => slots.get(slot))
      .find((found) => found !== undefined);
    const holder = holders.find((claim) => !isSameClaim(claim, each)) ?? earlier;
    if (holders.length > 0 && holders.every((claim) => isSameClaim(claim, each))) same++;
    else if (holder !== undefined) taken.push({ wanted: each, holder });
    else if (slots.size + slotsOf(each).length > 2 * MAX_NUMBERS) tooMany++;
    else {
      added.push(each);
      for (const slot of slotsOf(each)) slots.set(slot, each);
    }
  }
  return { added, same, taken, tooMany };
}

function conflictsWith(wanted: readonly ClaimRequest[], holders: readonly Claim[]): ImportedAnswer["taken"] {
  return wanted.flatMap((each) =>
    holders.filter((holder) => haveCommonSlot(holder, each)).map((holder) => ({ wanted: each, holder })),
  );
}

function haveCommonSlot(a: ClaimRequest, b: ClaimRequest): boolean {
  const taken = new Set(slotsOf(a));
  return slotsOf(b).some((slot) => taken.has(slot));
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
