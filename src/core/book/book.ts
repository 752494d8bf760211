import type { BookChange } from "#core/book/change.ts";
import type { Claim } from "#core/book/claim.ts";
import { placeOf, transportsOf } from "#core/book/claim.ts";
import { distinct, lowerBound } from "#core/collections.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spansOverlap } from "#core/registry/port.ts";

/** A team's port book at one instant. Immutable. */
export interface Book {
  /** Changes with every change; empty for a book that was never changed. */
  readonly version: string;
  /** By the first slot, ascending. */
  readonly claims: readonly Claim[];
}

export const EMPTY_BOOK: Book = { version: "", claims: [] };

/** The book after changes of which each follows the one before, and the first of them the book's version. */
export function withChanges(book: Book, changes: readonly BookChange[]): Book {
  const touched = new Map<Claim["id"], Claim | null>();
  for (const { removed, added } of changes) {
    for (const { id } of removed) touched.set(id, null);
    for (const claim of added) touched.set(claim.id, claim);
  }
  const added = [...touched.values()].filter((claim) => claim !== null);
  const claims = book.claims.filter(({ id }) => !touched.has(id)).concat(added);
  if (added.length > 0) claims.sort((a, b) => placeOf(a) - placeOf(b));
  return { version: changes.at(-1)?.id ?? book.version, claims };
}

/** The claims on any of the numbers, on one transport if it is given. */
export function claimsIn(book: Book, span: PortSpan, transport: Transport | null = null): readonly Claim[] {
  const { claims } = book;
  const found: Claim[] = [];
  for (let at = lowerBound(claims, span.first - MAX_CLAIM + 1, ({ span: { first } }) => first); ; at++) {
    const claim = claims[at];
    if (claim === undefined || claim.span.first > span.last) return found;
    const isOnTransport = transport === null || transportsOf(claim).includes(transport);
    if (isOnTransport && spansOverlap(claim.span, span)) found.push(claim);
  }
}

/** The claims that hold a slot which the given one is for. */
export function holdersOf(book: Book, { span, transport }: Pick<Claim, "span" | "transport">): readonly Claim[] {
  const wanted = transportsOf({ transport });
  return claimsIn(book, span).filter((claim) => transportsOf(claim).some((each) => wanted.includes(each)));
}

/** The claim as it is in the book; undefined if it is no longer there. */
export function currentClaim(book: Book, { id, span }: Pick<Claim, "id" | "span">): Claim | undefined {
  return claimsIn(book, span).find((claim) => claim.id === id);
}

/**
 * The claims that contain all the words in their name, description, owner or numbers; all claims if there is no word.
 */
export function findClaims(book: Book, text: string): readonly Claim[] {
  const words = text
    .toLowerCase()
    .split(/[\s@]+/)
    .filter((word) => word !== "");
  if (words.length === 0) return book.claims;
  return book.claims.filter((claim) => {
    const searchable = searchableText(claim);
    return words.every((word) => searchable.includes(word));
  });
}

/** Made once for a claim, whose book may be searched with every keystroke. */
const searchableText = oncePerObject(({ name, description, owner, span }: Claim) =>
  `${name} ${description} ${owner} ${span.first} ${span.last}`.toLowerCase(),
);

/** The claims with exactly this name, ignoring case. */
export function claimsByName(book: Book, name: string): readonly Claim[] {
  const wanted = name.toLowerCase();
  return book.claims.filter((claim) => claim.name.length === name.length && claim.name.toLowerCase() === wanted);
}

/** The names of the claims, without duplicates. */
export function claimNames(claims: readonly Claim[]): readonly string[] {
  return distinct(claims.map(({ name }) => name));
}
