import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import type { BookReader } from "#core/book/book-reader.ts";
import { versionFromJson } from "#core/book/read-book.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { bookKey, personPrefix, teamPrefix } from "#core/team/keys.ts";
import type { Settings } from "#core/team/settings.ts";
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

/** People, and teams, whose settings are kept until the store changes: a few hundred bytes each. */
const MAX_KNOWN = 10_000;

export function createTeamReader(store: Store, books: BookReader): TeamReader {
  let known = nothingKnownAt(-1);

  /** Reads what isn't known: of somebody new only their own settings, if the team has asked before. */
  async function readUnlessKnown(asker: Asker): Promise<StoredSettings> {
    // Asked before the read, so that what changes meanwhile is read again the next time.
    const version = store.version?.() ?? null;
    if (version === null) return read(asker);
    if (known.version !== version || isFull(known)) known = nothingKnownAt(version);
    const { teams, people } = known;
    const [team, own] = [teams.get(asker.team), people.get(asker.person)];
    if (team !== undefined && own !== undefined) return { ...team, own };
    const stored = team === undefined ? await read(asker) : { ...team, own: await readOwn(asker) };
    teams.set(asker.team, { bookVersion: stored.bookVersion, shared: stored.shared });
    people.set(asker.person, stored.own);
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

  async function readOwn({ person }: Asker): Promise<Settings> {
    return readSettings(await store.get(settingKeys(personPrefix(person))));
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

/** What is stored of a team and read by every look-up. */
interface StoredTeam extends Pick<Team, "shared"> {
  /** The version of the team's port book. */
  readonly bookVersion: Book["version"];
}

interface StoredSettings extends StoredTeam, Pick<Team, "own"> {}

/** What was read at a version of the store. */
interface Known {
  readonly version: number;
  readonly teams: Map<Asker["team"], StoredTeam>;
  readonly people: Map<Asker["person"], Settings>;
}

function nothingKnownAt(version: number): Known {
  return { version, teams: new Map(), people: new Map() };
}

function isFull({ teams, people }: Known): boolean {
  return teams.size >= MAX_KNOWN || people.size >= MAX_KNOWN;
}
