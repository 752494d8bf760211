import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK, withChanges } from "#core/book/book.ts";
import type { BookChange } from "#core/book/change.ts";
import { changeFromJson } from "#core/book/change.ts";
import type { Claim } from "#core/book/claim.ts";
import { claimFromJson } from "#core/book/claim.ts";
import type { Json, Store } from "#core/host.ts";
import { pagesOf } from "#core/store-pages.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, changeKey, changesPrefix, slotsPrefix } from "#core/team/keys.ts";
import { untilUnchanged } from "#core/until-unchanged.ts";

type TeamId = Asker["team"];

/** Entries per page: a few milliseconds to read. A change has up to 2,000 claims. */
export const SLOTS_PER_PAGE = 1000;
export const CHANGES_PER_PAGE = 5;
/** With more changes than this, the whole book is read instead. */
const MAX_CHANGES = 200;

/**
 * A team's port book as it is at one instant after the call.
 *
 * @param known an earlier state, which only the changes since are added to
 * @param version the book's, if it has just been read
 */
export async function readBook(
  team: TeamId,
  store: Store,
  known: Book = EMPTY_BOOK,
  version?: Book["version"],
): Promise<Book> {
  let book = known;
  let current = version ?? (await readVersion(team, store));
  return untilUnchanged(async () => {
    if (book.version === current) return book;
    if (current === "") return EMPTY_BOOK;
    const later = book.version === "" ? null : await laterChanges(team, book.version, current, store);
    if (later !== null) return withChanges(book, later);
    book = { version: current, claims: await readClaims(team, store) };
    // The pages were read one after another. What has changed meanwhile follows the version from before the first.
    current = await readVersion(team, store);
    return false;
  }, "port book");
}

/** All changes of a team's book, oldest first. */
export async function readChanges(team: TeamId, store: Store): Promise<readonly BookChange[]> {
  const changes: BookChange[] = [];
  for await (const page of changePages(team, store)) changes.push(...page);
  return changes;
}

/** The changes of a team's book in pages. @param reverse newest first @param after only what comes after this id */
export async function* changePages(
  team: TeamId,
  store: Store,
  { after, reverse = false }: { readonly after?: BookChange["id"]; readonly reverse?: boolean } = {},
): AsyncGenerator<readonly BookChange[], void> {
  const from = after === undefined ? undefined : changeKey(team, after);
  const page = { after: from, reverse, limit: CHANGES_PER_PAGE };
  for await (const entries of pagesOf(store, changesPrefix(team), page)) {
    yield entries.map(([, json]) => changeFromJson(json)).filter((change) => change !== null);
  }
}

/**
 * The changes from one version to another and, if there are any, those after it. Null if they don't follow each other:
 * an earlier release, which doesn't say what a change follows, has made one, or a name was removed from the book.
 */
async function laterChanges(
  team: TeamId,
  from: Book["version"],
  to: Book["version"],
  store: Store,
): Promise<readonly BookChange[] | null> {
  const changes: BookChange[] = [];
  for await (const page of changePages(team, store, { after: from })) {
    for (const change of page) {
      if (change.follows !== (changes.at(-1)?.id ?? from)) return null;
      changes.push(change);
    }
    if (changes.length > MAX_CHANGES) return null;
  }
  return changes.some(({ id }) => id === to) ? changes : null;
}

async function readVersion(team: TeamId, store: Store): Promise<Book["version"]> {
  const [version] = await store.get([bookKey(team)]);
  return versionFromJson(version);
}

/** @param json what is stored under {@link bookKey} */
export function versionFromJson(json: Json | undefined): Book["version"] {
  return typeof json === "string" ? json : "";
}

async function readClaims(team: TeamId, store: Store): Promise<readonly Claim[]> {
  const claims = new Map<Claim["id"], Claim>();
  for await (const page of pagesOf(store, slotsPrefix(team), { limit: SLOTS_PER_PAGE })) {
    for (const [, json] of page) {
      const claim = claimFromJson(json);
      if (claim !== null) claims.set(claim.id, claim);
    }
  }
  return [...claims.values()];
}
