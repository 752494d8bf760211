import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import { readClaims } from "#core/book/read-book.ts";
import type { Store } from "#core/host.ts";
import { readSettings, settingKeys } from "#core/settings/keep-settings.ts";
import { SETTING_NAMES } from "#core/settings/settings.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, personPrefix, teamPrefix } from "#core/team/keys.ts";
import type { Team } from "#core/team/team.ts";
import { NO_TEAM } from "#core/team/team.ts";

/** Sees what is kept for who asks. */
export interface TeamView {
  /**
   * One question to the store, and one more where the book is wanted and has changed; without it the book is empty.
   * Never rejects: see `Team.away`.
   */
  look(asker: Asker | null, wanted?: "all" | "settings"): Promise<Team>;
}

/** How many teams' books are remembered between questions. */
const REMEMBERED = 500;

export function createTeamView(store: Store): TeamView {
  const books = new Map<string, Book>();

  async function bookOf(team: string, version: Parameters<typeof readClaims>[1]): Promise<Book> {
    const known = books.get(team);
    if (known !== undefined && known.version === version) return known;
    const book = await readClaims(team, version, store);
    books.delete(team);
    if (book.version !== "") books.set(team, book);
    const [oldest] = books.keys();
    if (books.size > REMEMBERED && oldest !== undefined) books.delete(oldest);
    return book;
  }

  return {
    async look(asker, wanted = "all") {
      if (asker === null) return NO_TEAM;
      const { team, person } = asker;
      try {
        const keys = [bookKey(team), ...settingKeys(personPrefix(person)), ...settingKeys(teamPrefix(team))];
        const [version, ...settings] = await store.get(keys);
        return {
          book: wanted === "all" ? await bookOf(team, version) : EMPTY_BOOK,
          own: readSettings(settings.slice(0, SETTING_NAMES.length)),
          shared: readSettings(settings.slice(SETTING_NAMES.length)),
          away: false,
        };
      } catch {
        // A look-up goes on without the store, which says itself that it is away.
        return { ...NO_TEAM, book: books.get(team) ?? EMPTY_BOOK, away: true };
      }
    },
  };
}
