import { claimsIn, readBook } from "#core/book/book.ts";
import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, storeChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import { claimFromJson, slotsOf } from "#core/book/claim.ts";
import type { Clock, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { ReleaseQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, spanContains } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import { changesPrefix, slotKey } from "#core/team/keys.ts";

/** What a change of a book needs: the store, the clock and the asker. */
export interface BookContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly asker: Asker;
}

/** The result of changing the book. */
export type WriteResult<Refusal> =
  | { readonly done: true; readonly change: BookChange }
  | ({ readonly done: false } & Refusal);

/**
 * Enters all claims or none. A claim of the asker's own on exactly the same numbers is replaced; any other claim on them
 * refuses the change and is returned. Of two that claim at the same instant, one wins.
 */
export async function enterClaims(
  wanted: readonly ClaimRequest[],
  { store, clock, asker }: BookContext,
): Promise<WriteResult<{ readonly holders: readonly Claim[] }>> {
  const added = wanted.map((each) => newClaim(each, asker, clock));
  let removed: readonly Claim[] = [];
  for (let tries = TRIES; tries > 0; tries--) {
    const change = newChange({ added, removed }, asker, clock);
    const conflict = await store.commit(storeChange(asker.team, asker, change));
    if (conflict === null) return { done: true, change };
    const holders = await holdersOf(added, asker.team, store);
    const own = holders.filter(
      (holder) => holder.by?.id === asker.person && added.some((each) => sameNumbers(each, holder)),
    );
    const isStuck = removed.length > 0 && removed.every(({ id }) => own.some((holder) => holder.id === id));
    // A holder may have released it meanwhile; then the next try succeeds.
    if (own.length < holders.length || isStuck) return { done: false, holders };
    removed = own;
  }
  throw changedAtEveryTry();
}

/** Releases the claims within the numbers, if the asker may. */
export async function release(
  { span, transport }: ReleaseQuery,
  { store, clock, asker }: BookContext,
): Promise<
  WriteResult<{ readonly reason: "not-claimed" | "part-of-a-claim" | "not-yours"; readonly claims: readonly Claim[] }>
> {
  for (let tries = TRIES; tries > 0; tries--) {
    const claims = claimsIn(await readBook(asker.team, store), span, transport);
    const partly = claims.filter((claim) => !isWithin(claim, span, transport));
    if (claims.length === 0) return { done: false, reason: "not-claimed", claims };
    if (partly.length > 0) return { done: false, reason: "part-of-a-claim", claims: partly };
    const others = claims.filter(({ by }) => by?.id !== asker.person);
    if (others.length > 0 && !(await asker.isAdmin())) return { done: false, reason: "not-yours", claims: others };
    const change = newChange({ removed: claims }, asker, clock);
    if ((await store.commit(storeChange(asker.team, asker, change))) === null) return { done: true, change };
  }
  throw changedAtEveryTry();
}

/** How often a change is tried again because the book changed meanwhile. */
const TRIES = 10;

function changedAtEveryTry(): StoreUnavailable {
  return new StoreUnavailable({ cause: new Error("The port book was changed at every try.") });
}

export interface UndoRefusal {
  readonly reason: "nothing-to-undo" | "no-such-change" | "already-undone" | "not-yours" | "changed-since";
}

/** Undoes a change by making the opposite one. @param id null for the asker's last change that is not undone */
export async function undo(id: string | null, { store, clock, asker }: BookContext): Promise<WriteResult<UndoRefusal>> {
  const changes = await readChanges(asker.team, store);
  const undone = new Set(changes.map(({ undoes }) => undoes));
  const mine = (change: BookChange) => change.by?.id === asker.person;
  const target =
    id === null
      ? changes.findLast((change) => mine(change) && change.undoes === null && !undone.has(change.id))
      : changes.find((change) => change.id === id);
  if (target === undefined) return { done: false, reason: id === null ? "nothing-to-undo" : "no-such-change" };
  if (undone.has(target.id)) return { done: false, reason: "already-undone" };
  if (!mine(target) && !(await asker.isAdmin())) return { done: false, reason: "not-yours" };
  const change = newChange({ added: target.removed, removed: target.added, undoes: target.id }, asker, clock);
  const conflict = await store.commit(storeChange(asker.team, asker, change));
  return conflict === null ? { done: true, change } : { done: false, reason: "changed-since" };
}

/** Every change of a team's book, the oldest first. */
export async function readChanges(team: Asker["team"], store: Store): Promise<readonly BookChange[]> {
  const entries = await store.list(changesPrefix(team));
  return entries.map(([, json]) => changeFromJson(json)).filter((change) => change !== null);
}

/** Whether all that a claim takes is in the span; one for tcp and udp is not within either. */
function isWithin(claim: Claim, span: PortSpan, transport: Transport | null): boolean {
  const isInSpan = spanContains(span, claim.span.first) && spanContains(span, claim.span.last);
  return isInSpan && (transport === null || claim.transport !== null);
}

/** The claims that currently hold any of the numbers. */
export async function holdersOf(
  wanted: readonly Pick<Claim, "span" | "transport">[],
  team: Asker["team"],
  store: Store,
): Promise<readonly Claim[]> {
  const keys = wanted.flatMap(slotsOf).map((slot) => slotKey(team, slot));
  const found = (await store.get(keys)).map(claimFromJson).filter((claim) => claim !== null);
  return [...new Map(found.map((claim) => [claim.id, claim])).values()];
}

function newClaim({ span, transport, name, description, owner }: ClaimRequest, asker: Asker, clock: Clock): Claim {
  const by = { id: asker.person, name: asker.name };
  return { id: clock.newId(), span, transport, name, description, owner, by, at: clock.now() };
}

/** The ids of changes are short enough to type, and sort by time: nine digits hold milliseconds until the year 5188. */
function newChange(made: Partial<BookChange>, { person, name }: Asker, clock: Clock): BookChange {
  const at = clock.now();
  const id = `${at.toString(36).padStart(9, "0")}-${clock.newId().slice(0, 6)}`;
  return { id, at, by: { id: person, name }, added: [], removed: [], undoes: null, ...made };
}

function sameNumbers(a: Claim, b: Claim): boolean {
  return isSameSpan(a.span, b.span) && a.transport === b.transport;
}
