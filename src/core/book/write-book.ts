import { claimsIn, readBook } from "#core/book/book.ts";
import type { BookChange } from "#core/book/change.ts";
import { changeFromJson, storeChange } from "#core/book/change.ts";
import type { Claim, ClaimRequest } from "#core/book/claim.ts";
import { claimFromJson, slotsOf } from "#core/book/claim.ts";
import type { BookLimits, LimitedAnswer } from "#core/book/limits.ts";
import { checkRoom, countPorts } from "#core/book/limits.ts";
import type { Clock, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { ReleaseQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isSameSpan, spanContains } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import { changesPrefix, slotKey, traceKey } from "#core/team/keys.ts";
import type { TeamReader } from "#core/team/team-reader.ts";

/** What changing a book needs. */
export interface BookContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly reader: TeamReader;
  readonly limits: BookLimits;
  readonly asker: Asker;
}

export type WriteResult<Refusal> = Outcome | ({ readonly done: false } & Refusal);

/** A change that was made, or the limit that it would have exceeded. */
type Outcome =
  | { readonly done: true; readonly change: BookChange }
  | { readonly done: false; readonly limited: LimitedAnswer };

/**
 * Adds all claims or none. Replaces the asker's own claim on exactly the same numbers; any other claim on them makes it
 * fail and is returned. If two people claim at the same instant, one wins.
 */
export async function addClaims(
  wanted: readonly ClaimRequest[],
  context: BookContext,
): Promise<WriteResult<{ readonly holders: readonly Claim[] }>> {
  const { store, clock, asker } = context;
  const added = wanted.map((each) => newClaim(each, asker, clock));
  let removed: readonly Claim[] = [];
  for (let attempts = MAX_ATTEMPTS; attempts > 0; attempts--) {
    const change = newChange({ added, removed }, asker, clock);
    const outcome = await commitChange(change, context);
    // A full book still has room for a claim in the place of another.
    const isFull = outcome !== "conflict" && "limited" in outcome && outcome.limited.reason === "book-full";
    if (outcome !== "conflict" && !isFull) return outcome;
    const holders = await findHolders(added, asker.team, store);
    if (outcome !== "conflict" && holders.length === 0) return outcome;
    const own = holders.filter(
      (holder) => holder.by?.id === asker.person && added.some((each) => isSameNumbers(each, holder)),
    );
    const isStuck = removed.length > 0 && removed.every(({ id }) => own.some((holder) => holder.id === id));
    // If a holder has released it meanwhile, the next attempt succeeds.
    if (own.length < holders.length || isStuck) return { done: false, holders };
    removed = own;
  }
  throw tooManyAttempts();
}

/** Releases the claims within the numbers if the asker is allowed to. */
export async function release(
  { span, transport }: ReleaseQuery,
  context: BookContext,
): Promise<
  WriteResult<{ readonly reason: "not-claimed" | "part-of-a-claim" | "not-yours"; readonly claims: readonly Claim[] }>
> {
  const { store, clock, asker } = context;
  for (let attempts = MAX_ATTEMPTS; attempts > 0; attempts--) {
    const claims = claimsIn(await readBook(asker.team, store), span, transport);
    const partial = claims.filter((claim) => !isWithin(claim, span, transport));
    if (claims.length === 0) return { done: false, reason: "not-claimed", claims };
    if (partial.length > 0) return { done: false, reason: "part-of-a-claim", claims: partial };
    const others = claims.filter(({ by }) => by?.id !== asker.person);
    if (others.length > 0 && (await asker.role()) !== "admin")
      return { done: false, reason: "not-yours", claims: others };
    const change = newChange({ removed: claims }, asker, clock);
    const outcome = await commitChange(change, context);
    if (outcome !== "conflict") return outcome;
  }
  throw tooManyAttempts();
}

/** Retries if somebody else changes the book meanwhile. */
const MAX_ATTEMPTS = 10;

function tooManyAttempts(): StoreUnavailable {
  return new StoreUnavailable({ cause: new Error("The port book kept changing.") });
}

export interface UndoRefusal {
  readonly reason: "nothing-to-undo" | "no-such-change" | "already-undone" | "not-yours" | "changed-since";
}

/** Undoes a change by making the opposite one. @param id null for the asker's last change that isn't undone */
export async function undo(id: string | null, context: BookContext): Promise<WriteResult<UndoRefusal>> {
  const { store, clock, asker } = context;
  const changes = await readChanges(asker.team, store);
  const undone = new Set(changes.map(({ undoes }) => undoes));
  const isOwn = (change: BookChange) => change.by?.id === asker.person;
  const target =
    id === null
      ? changes.findLast((change) => isOwn(change) && change.undoes === null && !undone.has(change.id))
      : changes.find((change) => change.id === id);
  if (target === undefined) return { done: false, reason: id === null ? "nothing-to-undo" : "no-such-change" };
  if (undone.has(target.id)) return { done: false, reason: "already-undone" };
  if (!isOwn(target) && (await asker.role()) !== "admin") return { done: false, reason: "not-yours" };
  const change = newChange({ added: target.removed, removed: target.added, undoes: target.id }, asker, clock);
  const outcome = await commitChange(change, context);
  return outcome === "conflict" ? { done: false, reason: "changed-since" } : outcome;
}

/** Commits a change within the limits; a conflict means that its numbers have changed meanwhile. */
async function commitChange(
  change: BookChange,
  { store, reader, asker, limits }: BookContext,
): Promise<Outcome | "conflict"> {
  const { team } = asker;
  const trace = traceKey(asker);
  for (let attempts = MAX_COUNTS; attempts > 0; attempts--) {
    const [stored] = await store.get([trace]);
    const counted = countPorts(stored, change, limits);
    if ("kind" in counted) return { done: false, limited: counted };
    const { book, isStoreUnavailable } = await reader.load(asker);
    if (isStoreUnavailable) throw new StoreUnavailable();
    const limited = checkRoom(book, change, limits);
    if (limited !== null) return { done: false, limited };
    const { expect, put, remove } = storeChange(team, asker, change, counted.usage);
    const conflict = await store.commit({ expect: [...expect, [trace, stored]], put, remove });
    if (conflict === null) return { done: true, change };
    if (conflict.key !== trace) return "conflict";
  }
  throw tooManyAttempts();
}

/** Each failed attempt means that another change was made. */
const MAX_COUNTS = 100;

/** All changes of a team's book, oldest first. */
export async function readChanges(team: Asker["team"], store: Store): Promise<readonly BookChange[]> {
  const entries = await store.list(changesPrefix(team));
  return entries.map(([, json]) => changeFromJson(json)).filter((change) => change !== null);
}

/** Whether a claim is entirely within the span. A claim on tcp and udp isn't within a single transport. */
function isWithin(claim: Claim, span: PortSpan, transport: Transport | null): boolean {
  const isInSpan = spanContains(span, claim.span.first) && spanContains(span, claim.span.last);
  return isInSpan && (transport === null || claim.transport !== null);
}

/** The claims that currently hold any of the numbers. */
export async function findHolders(
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

/** Change ids are short enough to type and sort by time: nine base-36 digits hold milliseconds until the year 5188. */
function newChange(made: Partial<BookChange>, { person, name }: Asker, clock: Clock): BookChange {
  const at = clock.now();
  const id = `${at.toString(36).padStart(9, "0")}-${clock.newId().slice(0, 6)}`;
  return { id, at, by: { id: person, name }, added: [], removed: [], undoes: null, ...made };
}

function isSameNumbers(a: Claim, b: Claim): boolean {
  return isSameSpan(a.span, b.span) && a.transport === b.transport;
}
