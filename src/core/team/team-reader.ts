import { EMPTY_BOOK } from "#core/book/book.ts";
import type { BookReader } from "#core/book/book-reader.ts";
import { versionFromJson } from "#core/book/read-book.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, personPrefix, teamPrefix } from "#core/team/keys.ts";
import { SETTING_NAMES } from "#core/team/settings.ts";
import { readSettings, readTeamSettings, settingKeys, teamSettingKeys } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import { NO_TEAM } from "#core/team/team.ts";

/** Loads the data stored for an asker. */
export interface TeamReader {
  /**
   * Reads the store once, and the book's changes if it is wanted and has changed; without it the book is empty. Never
   * rejects: see `Team.isStoreUnavailable`.
   */
  load(asker: Asker | null, wanted?: "all" | "settings"): Promise<Team>;
}

export function createTeamReader(store: Store, books: BookReader): TeamReader {
  return {
    async load(asker, wanted = "all") {
      if (asker === null) return NO_TEAM;
      const { team, person } = asker;
      try {
        const keys = [bookKey(team), ...settingKeys(personPrefix(person)), ...teamSettingKeys(teamPrefix(team))];
        const [version, ...settings] = await store.get(keys);
        return {
          book: wanted === "all" ? await books.read(team, versionFromJson(version)) : EMPTY_BOOK,
          own: readSettings(settings.slice(0, SETTING_NAMES.length)),
          shared: readTeamSettings(settings.slice(SETTING_NAMES.length)),
          isStoreUnavailable: false,
        };
      } catch {
        // Look-ups work without the store, which logs the failure itself.
        return { ...NO_TEAM, book: books.lastKnown(team), isStoreUnavailable: true };
      }
    },
  };
}
