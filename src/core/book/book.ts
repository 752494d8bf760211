import type { Claim } from "#core/book/claim.ts";
import { claimFromJson } from "#core/book/claim.ts";
import { distinct } from "#core/collections.ts";
import type { Json, Store } from "#core/host.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spansOverlap } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, slotsPrefix } from "#core/team/keys.ts";

/** A team's port book, as it was at one moment. */
export interface Book {
  /** Another after every change; empty for a book that nobody has written in. */
  readonly version: string;
  /** By number. */
  readonly claims: readonly Claim[];
}

export const EMPTY_BOOK: Book = { version: "", claims: [] };

/** The claims that take any of the numbers; on the transport, where one is given. */
export function claimsIn(book: Book, span: PortSpan, transport: Transport | null = null): readonly Claim[] {
  return book.claims.filter(
    (claim) =>
      spansOverlap(claim.span, span) &&
      (transport === null || claim.transport === transport || (claim.transport === null && isUsual(transport))),
  );
}

/** The claims with all the words in name, description or owner; all where there is no word. */
export function findClaims(book: Book, text: string): readonly Claim[] {
  const words = text
    .toLowerCase()
    .split(/[\s@]+/)
    .filter((word) => word !== "");
  return book.claims.filter(({ name, description, owner, span }) => {
    const said = `${name} ${description} ${owner} ${span.first} ${span.last}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** The claims of exactly this name, whatever its case. */
export function claimsNamed(book: Book, name: string): readonly Claim[] {
  return book.claims.filter((claim) => claim.name.toLowerCase() === name.toLowerCase());
}

/** The names the claims are under, each once. */
export function claimNames(claims: readonly Claim[]): readonly string[] {
  return distinct(claims.map(({ name }) => name));
}

function isUsual(transport: Transport): boolean {
  return transport === "tcp" || transport === "udp";
}

/** A team's current port book. */
export async function readBook(team: Asker["team"], store: Store): Promise<Book> {
  const [version] = await store.get([bookKey(team)]);
  return readClaims(team, version, store);
}

/**
 * The claims for a version that was read before them. A change made in between may be included already; the next read
 * sees its version and loads the book again.
 */
export async function readClaims(team: Asker["team"], version: Json | undefined, store: Store): Promise<Book> {
  if (typeof version !== "string") return EMPTY_BOOK;
  const entries = await store.list(slotsPrefix(team));
  const found = entries.map(([, json]) => claimFromJson(json)).filter((claim) => claim !== null);
  return { version, claims: [...new Map(found.map((claim) => [claim.id, claim])).values()] };
}
