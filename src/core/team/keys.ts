import type { Slot } from "#core/book/claim.ts";
import type { Asker } from "#core/team/asker.ts";
import type { SettingName } from "#core/team/settings.ts";

/**
 * The keys of everything that is kept, one for each fact. They begin with the version of this layout; all of a team's
 * begin with {@link teamPrefix} and all of a person's with {@link personPrefix}, so that either can be removed.
 */
const VERSION = "1";

/** The key of what an adapter keeps that belongs to no team or person: `adapterKey("slack", "installation", "T123")`. */
export function adapterKey(...parts: readonly string[]): string {
  return [VERSION, ...parts].join("/");
}

export const EVERYBODY = `${VERSION}/person/`;

export function teamPrefix(team: Asker["team"]): string {
  return `${VERSION}/team/${team}/`;
}

export function personPrefix(person: Asker["person"]): string {
  return `${VERSION}/person/${person}/`;
}

/** The persons of a team whose settings are the team's own, as all of Slack's are: `slack.T123/`. */
export function membersPrefix(team: Asker["team"]): string {
  return `${VERSION}/person/${team}/`;
}

/** The team of a person's own conversation, where nobody else is: `discord.789` for `discord/789`. */
export function ownTeam(person: Asker["person"]): Asker["team"] {
  return person.replaceAll("/", ".");
}

/** The version of a team's port book. */
export function bookKey(team: Asker["team"]): string {
  return `${teamPrefix(team)}book`;
}

export function slotKey(team: Asker["team"], slot: Slot): string {
  return `${teamPrefix(team)}slot/${slot}`;
}

export function slotsPrefix(team: Asker["team"]): string {
  return `${teamPrefix(team)}slot/`;
}

export function changesPrefix(team: Asker["team"]): string {
  return `${teamPrefix(team)}change/`;
}

export function changeKey(team: Asker["team"], id: string): string {
  return `${changesPrefix(team)}${id}`;
}

/** @param prefix a team's or a person's */
export function settingKey(prefix: string, name: SettingName): string {
  return `${prefix}settings/${name}`;
}

export function feedbackKey(person: Asker["person"], port: number): string {
  return `${personPrefix(person)}feedback/${port}`;
}

/** Set where the team's port book or its history names the person. */
export function traceKey({ person, team }: Pick<Asker, "person" | "team">): string {
  return `${tracesPrefix(person)}${team}`;
}

export function tracesPrefix(person: Asker["person"]): string {
  return `${personPrefix(person)}in/`;
}
