import type { Book } from "#core/book/book.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import type { Settings, TeamSettings } from "#core/team/settings.ts";
import { NO_SETTINGS, NO_TEAM_SETTINGS } from "#core/team/settings.ts";

/** The asker's stored data at the time of the question. */
export interface Team {
  readonly book: Book;
  /** The person's settings. */
  readonly own: Settings;
  /** The team's settings, made by admins. */
  readonly shared: TeamSettings;
  /** Whether the store was unavailable; then this is the last known state, or empty. */
  readonly isStoreUnavailable: boolean;
}

export const NO_TEAM: Team = {
  book: EMPTY_BOOK,
  own: NO_SETTINGS,
  shared: NO_TEAM_SETTINGS,
  isStoreUnavailable: false,
};

/** The effective settings: the person's own, or else the team's. */
export function effectiveSettings({ own, shared }: Team): Settings {
  return {
    language: own.language ?? shared.language,
    system: own.system ?? shared.system,
    answers: own.answers ?? shared.answers,
  };
}
