import type { Book } from "#core/book/book.ts";
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
   * Reads the store once, and the book's changes if it is wanted and has changed; without it the book is empty. Reads
   * nothing where the store can say that nothing has changed. Never rejects: see `Team.isStoreUnavailable`.
   */
  load(asker: Asker | null, wanted?: "all" | "settings"): Promise<Team>;
}

/** Askers whose settings are kept until the store changes: a few hundred bytes each. */
const MAX_KNOWN = 10_000;

export function createTeamReader(store: Store, books: BookReader): TeamReader {
  /** What was read at this version of the store, by asker. */
  let known = { version: -1, settings: new Map<string, StoredSettings>() };

  async function readUnlessKnown(asker: Asker): Promise<StoredSettings> {
    // Asked before the read, so that what changes meanwhile is read again the next time.
    const version = store.version?.() ?? null;
    if (version === null) return read(asker);
    if (known.version !== version || known.settings.size >= MAX_KNOWN) known = { version, settings: new Map() };
    const { settings } = known;
    const key = `${asker.team} ${asker.person}`;
    const found = settings.get(key);
    if (found !== undefined) return found;
    const stored = await read(asker);
    settings.set(key, stored);
    return stored;
  }

  async function read({ team, person }: Asker): Promise<StoredSettings> {
    const keys = [bookKey(team), ...settingKeys(personPrefix(person)), ...teamSettingKeys(teamPrefix(team))];
    const [version, ...settings] = await store.get(keys);
    return {
      bookVersion: versionFromJson(version),
      own: readSettings(settings.slice(0, SETTING_NAMES.length)),
      shared: readTeamSettings(settings.slice(SETTING_NAMES.length)),
    };
  }

  return {
    async load(asker, wanted = "all") {
      if (asker === null) return NO_TEAM;
      const { team } = asker;
      try {
        const { bookVersion, own, shared } = await readUnlessKnown(asker);
        const book = wanted === "settings" ? EMPTY_BOOK : await books.read(team, bookVersion);
        return { book, own, shared, isStoreUnavailable: false };
      } catch {
        // Look-ups work without the store, which logs the failure itself.
        return { ...NO_TEAM, book: books.lastKnown(team), isStoreUnavailable: true };
      }
    },
  };
}

interface StoredSettings extends Pick<Team, "own" | "shared"> {
  /** The version of the team's port book. */
  readonly bookVersion: Book["version"];
}
