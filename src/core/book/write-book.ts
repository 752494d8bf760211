import type { Book } from "#core/book/book.ts";
import { claimsIn, currentClaim, holdersOf, withChanges } from "#core/book/book.ts";
import type { BookReader } from "#core/book/book-reader.ts";
import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, nextVersion, storeChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import type { BookLimits, LimitedAnswer } from "#core/book/limits.ts";
import { checkRoom, countPorts } from "#core/book/limits.ts";
import { changePages } from "#core/book/read-book.ts";
import type { Clock, Scheduler, Store } from "#core/host.ts";
import type { ReleaseQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, spanContains } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changeKey, traceKey } from "#core/team/keys.ts";
import { keptChanging, untilUnchanged } from "#core/until-unchanged.ts";

/** What changing a book needs. */
export interface BookContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly books: BookReader;
  readonly limits: BookLimits;
  readonly asker: Asker;
}

/** A change that was made and the book before it, the limit that it would have exceeded, or why it was refused. */
export type WriteResult<Refusal> =
  | { readonly done: true; readonly change: BookChange; readonly before: Book }
  | { readonly done: false; readonly limited: LimitedAnswer }
  | ({ readonly done: false } & Refusal);

/** What a change is to do with the book as it is; or why not. */
type Plan<Refusal> = Partial<Pick<BookChange, "added" | "removed" | "undoes">> | ({ readonly done: false } & Refusal);

/**
 * Makes the change that is planned on the current book, within the limits. If the book has changed before it is stored,
 * it is planned anew: of two changes at the same instant one is made first, and the other sees it.
 */
export async function changeBook<Refusal extends object>(
  plan: (book: Book) => Plan<Refusal> | Promise<Plan<Refusal>>,
  { store, clock, books, limits, asker }: BookContext,
): Promise<WriteResult<Refusal>> {
  const { team } = asker;
  const trace = traceKey(asker);

  let isDiscarded = false;
  /** The result; false if something has changed meanwhile. */
  async function attempt(): Promise<WriteResult<Refusal> | false> {
    const before = await books.read(team);
    const planned = await plan(before);
    if ("done" in planned) return planned;
    const change = newChange(planned, before, asker, clock);
    const [counted] = await store.get([trace]);
    const usage = countPorts(counted, change, limits);
    if ("kind" in usage) return { done: false, limited: usage };
    const limited = checkRoom(before, change, limits);
    if (limited !== null) return { done: false, limited };
    const { expect, put, remove } = storeChange(team, asker, change, usage.usage);
    const conflict = await store.commit({ expect: [...expect, [trace, counted]], put, remove });
    if (conflict === null) {
      books.remember(team, withChanges(before, [change]));
      return { done: true, change, before };
    }
    if (conflict.key === trace || conflict.key === bookKey(team)) return false;
    // The version is as expected, but its slots aren't: what was remembered can't be right.
    if (isDiscarded) throw keptChanging(BOOK);
    books.discard(team);
    isDiscarded = true;
    return false;
  }

  const result = await attempt();
  if (result !== false) return result;
  return untilUnchanged(() => books.inTurn(team, attempt), BOOK, ATTEMPTS_IN_TURN);
}

const BOOK = "port book";

/** Each failed attempt means that another change was made. */
const ATTEMPTS_IN_TURN = 99;

/**
 * Adds all claims or none. Replaces the asker's own claim on exactly the same numbers; any other claim on them makes it
 * fail and is returned.
 */
export async function addClaims(
  wanted: readonly ClaimRequest[],
  context: BookContext,
): Promise<WriteResult<{ readonly holders: readonly Claim[] }>> {
  const { asker, clock } = context;
  return changeBook((book) => {
    const holders = [...new Set(wanted.flatMap((each) => holdersOf(book, each)))];
    const isReplaced = (holder: Claim) =>
      holder.by?.id === asker.person && wanted.some((each) => isSameNumbers(each, holder));
    if (!holders.every(isReplaced)) return { done: false, holders };
    return { added: wanted.map((each) => newClaim(each, asker, clock)), removed: holders };
  }, context);
}

/** Releases the claims within the numbers if the asker is allowed to. */
export async function release(
  { span, transport }: ReleaseQuery,
  context: BookContext,
): Promise<
  WriteResult<{ readonly reason: "not-claimed" | "part-of-a-claim" | "not-yours"; readonly claims: readonly Claim[] }>
> {
  const { asker } = context;
  return changeBook(async (book) => {
    const claims = claimsIn(book, span, transport);
    const partial = claims.filter((claim) => !isWithin(claim, span, transport));
    if (claims.length === 0) return { done: false, reason: "not-claimed", claims };
    if (partial.length > 0) return { done: false, reason: "part-of-a-claim", claims: partial };
    const others = claims.filter(({ by }) => by?.id !== asker.person);
    if (others.length > 0 && (await asker.role()) !== "admin")
      return { done: false, reason: "not-yours", claims: others };
    return { removed: claims };
  }, context);
}

export interface UndoRefusal {
  readonly reason: "nothing-to-undo" | "no-such-change" | "already-undone" | "not-yours" | "changed-since";
}

/** Undoes a change by making the opposite one. @param id null for the asker's last change that isn't undone */
export async function undo(id: string | null, context: BookContext): Promise<WriteResult<UndoRefusal>> {
  const { asker } = context;
  // The history is read after the book's version: a name that is removed from it meanwhile can't come back.
  return changeBook(async (book) => {
    const target = id === null ? await lastChange(context) : await changeWithId(id, context);
    if (target === null) return { done: false, reason: id === null ? "nothing-to-undo" : "no-such-change" };
    if (id !== null && (await isUndone(id, context))) return { done: false, reason: "already-undone" };
    if (target.by?.id !== asker.person && (await asker.role()) !== "admin") return { done: false, reason: "not-yours" };
    const removed = target.added.flatMap((claim) => currentClaim(book, claim) ?? []);
    const isFree = target.removed.every((claim) => holdersOf(book, claim).every((holder) => removed.includes(holder)));
    if (removed.length < target.added.length || !isFree) return { done: false, reason: "changed-since" };
    return { added: target.removed, removed, undoes: target.id };
  }, context);
}

/** The asker's last change that isn't undone. */
async function lastChange({ asker, store }: BookContext): Promise<BookChange | null> {
  const undone = new Set<string>();
  for await (const page of changePages(asker.team, store, { reverse: true })) {
    for (const change of page) {
      if (change.undoes !== null) undone.add(change.undoes);
      else if (change.by?.id === asker.person && !undone.has(change.id)) return change;
    }
  }
  return null;
}

async function changeWithId(id: string, { asker, store }: BookContext): Promise<BookChange | null> {
  const [json] = await store.get([changeKey(asker.team, id)]);
  return changeFromJson(json);
}

async function isUndone(id: string, { asker, store }: BookContext): Promise<boolean> {
  for await (const page of changePages(asker.team, store, { after: id })) {
    if (page.some(({ undoes }) => undoes === id)) return true;
  }
  return false;
}

/** Whether a claim is entirely within the span. A claim on tcp and udp isn't within a single transport. */
function isWithin(claim: Claim, span: PortSpan, transport: Transport | null): boolean {
  const isInSpan = spanContains(span, claim.span.first) && spanContains(span, claim.span.last);
  return isInSpan && (transport === null || claim.transport !== null);
}

export function newClaim(
  { span, transport, name, description, owner }: ClaimRequest,
  asker: Asker,
  clock: Clock,
): Claim {
  const by = { id: asker.person, name: asker.name };
  return { id: clock.newId(), span, transport, name, description, owner, by, at: clock.now() };
}

function newChange(planned: Partial<BookChange>, { version }: Book, { person, name }: Asker, clock: Clock): BookChange {
  const at = clock.now();
  const id = nextVersion(version, at, clock.newId());
  return { id, follows: version, at, by: { id: person, name }, added: [], removed: [], undoes: null, ...planned };
}

function isSameNumbers(a: ClaimRequest, b: Claim): boolean {
  return isSameSpan(a.span, b.span) && a.transport === b.transport;
}
