import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import { claimFromJson } from "#core/book/claim.ts";
import type { Json, Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, slotsPrefix } from "#core/team/keys.ts";

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
