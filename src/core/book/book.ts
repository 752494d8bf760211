import type { Claim } from "#core/book/claim.ts";
import { claimFromJson } from "#core/book/claim.ts";
import { distinct } from "#core/collections.ts";
import type { Json, Store } from "#core/host.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spansOverlap } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, slotsPrefix } from "#core/team/keys.ts";

/** A snapshot of a team's port book. */
export interface Book {
  /** Changes with every change; empty for a book that was never changed. */
  readonly version: string;
  /** Ascending by number. */
  readonly claims: readonly Claim[];
}

export const EMPTY_BOOK: Book = { version: "", claims: [] };

/** The claims on any of the numbers, on one transport if it is given. */
export function claimsIn(book: Book, span: PortSpan, transport: Transport | null = null): readonly Claim[] {
  return book.claims.filter(
    (claim) =>
      spansOverlap(claim.span, span) &&
      (transport === null ||
        claim.transport === transport ||
        (claim.transport === null && isClaimedByDefault(transport))),
  );
}

/**
 * The claims that contain all the words in their name, description, owner or numbers; all claims if there is no word.
 */
export function findClaims(book: Book, text: string): readonly Claim[] {
  const words = text
    .toLowerCase()
    .split(/[\s@]+/)
    .filter((word) => word !== "");
  return book.claims.filter(({ name, description, owner, span }) => {
    const searchable = `${name} ${description} ${owner} ${span.first} ${span.last}`.toLowerCase();
    return words.every((word) => searchable.includes(word));
  });
}

/** The claims with exactly this name, ignoring case. */
export function claimsByName(book: Book, name: string): readonly Claim[] {
  return book.claims.filter((claim) => claim.name.toLowerCase() === name.toLowerCase());
}

/** The names of the claims, without duplicates. */
export function claimNames(claims: readonly Claim[]): readonly string[] {
  return distinct(claims.map(({ name }) => name));
}

function isClaimedByDefault(transport: Transport): boolean {
  return transport === "tcp" || transport === "udp";
}

/** Reads a team's current port book. */
export async function readBook(team: Asker["team"], store: Store): Promise<Book> {
  const [version] = await store.get([bookKey(team)]);
  return readClaims(team, version, store);
}

/**
 * Reads the claims after their version was read. They may already include a later change; the next read sees its
 * version and loads the book again.
 */
export async function readClaims(team: Asker["team"], version: Json | undefined, store: Store): Promise<Book> {
  if (typeof version !== "string") return EMPTY_BOOK;
  const entries = await store.list(slotsPrefix(team));
  const found = entries.map(([, json]) => claimFromJson(json)).filter((claim) => claim !== null);
  return { version, claims: [...new Map(found.map((claim) => [claim.id, claim])).values()] };
}
