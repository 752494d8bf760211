import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK, readClaims } from "#core/book/book.ts";
import type { Cache, Store } from "#core/host.ts";
import { NO_CACHE } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, personPrefix, teamPrefix } from "#core/team/keys.ts";
import { SETTING_NAMES } from "#core/team/settings.ts";
import { readSettings, readTeamSettings, settingKeys, teamSettingKeys } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import { NO_TEAM } from "#core/team/team.ts";

/** Loads the data stored for an asker. */
export interface TeamReader {
  /**
   * Reads the store once, and a second time if the book is wanted and has changed; without it the book is empty. Never
   * rejects: see `Team.isStoreUnavailable`.
   */
  load(asker: Asker | null, wanted?: "all" | "settings"): Promise<Team>;
}

/** @param books caches teams' books; a book is reloaded if its version has changed */
export function createTeamReader(store: Store, books: Cache<string, Book> = NO_CACHE): TeamReader {
  async function bookOf(team: string, version: Parameters<typeof readClaims>[1]): Promise<Book> {
    const known = books.get(team);
    if (known !== undefined && known.version === version) return known;
    const book = await readClaims(team, version, store);
    if (book.version === "") books.delete(team);
    else books.set(team, book);
    return book;
  }

  return {
    async load(asker, wanted = "all") {
      if (asker === null) return NO_TEAM;
      const { team, person } = asker;
      try {
        const keys = [bookKey(team), ...settingKeys(personPrefix(person)), ...teamSettingKeys(teamPrefix(team))];
        const [version, ...settings] = await store.get(keys);
        return {
          book: wanted === "all" ? await bookOf(team, version) : EMPTY_BOOK,
          own: readSettings(settings.slice(0, SETTING_NAMES.length)),
          shared: readTeamSettings(settings.slice(SETTING_NAMES.length)),
          isStoreUnavailable: false,
        };
      } catch {
        // Look-ups work without the store, which logs the failure itself.
        return { ...NO_TEAM, book: books.get(team) ?? EMPTY_BOOK, isStoreUnavailable: true };
      }
    },
  };
}
