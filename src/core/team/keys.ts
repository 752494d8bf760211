import type { Slot } from "#core/book/claim.ts";
import type { Asker, Place } from "#core/team/asker.ts";
import type { TeamSettingName } from "#core/team/settings.ts";

/**
 * The keys of all stored data. They begin with the version of this layout. All of a team's keys begin with {@link
 * teamPrefix} or {@link watchesPrefix} and all of a person's with {@link personPrefix}, so that either can be deleted.
 */
const VERSION = "1";

/** A key for an adapter's own data: `adapterKey("slack", "installation", "T123")`. */
export function adapterKey(...parts: readonly string[]): string {
  return [VERSION, ...parts].join("/");
}

/** Marks a request whose change was begun. */
export function requestKey(id: string): string {
  return adapterKey("request", id);
}

export const ALL_TEAMS_PREFIX = `${VERSION}/team/`;
export const ALL_PERSONS_PREFIX = `${VERSION}/person/`;

export function teamPrefix(team: Asker["team"]): string {
  return `${VERSION}/team/${team}/`;
}

export function personPrefix(person: Asker["person"]): string {
  return `${VERSION}/person/${person}/`;
}

/** The people whose ids belong to the team, as all of Slack's do: `slack.T123/`. */
export function membersPrefix(team: Asker["team"]): string {
  return `${VERSION}/person/${team}/`;
}

/** The team for a person's direct messages: `discord.789` for `discord/789`. */
export function directMessageTeam(person: Asker["person"]): Asker["team"] {
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

/** Apart from the teams' other data, because every update of the registry reads all watches of all teams. */
export const ALL_WATCHES_PREFIX = `${VERSION}/watch/`;

export function watchesPrefix(team: Asker["team"]): string {
  return `${ALL_WATCHES_PREFIX}${team}/`;
}

/** What a channel watches. */
export function watchesKey({ team, channel }: Place): string {
  return `${watchesPrefix(team)}${channel}`;
}

/** What a person's direct messages watch, where a channel has the person's id, as in Slack. */
export function ownWatchesKey(person: Asker["person"]): string {
  return `${ALL_WATCHES_PREFIX}${person}`;
}

/** The place of a {@link watchesKey}; null for any other key. */
export function placeFromKey(key: string): Place | null {
  const [team = "", channel = "", ...rest] = key.slice(ALL_WATCHES_PREFIX.length).split("/");
  const isKey = key.startsWith(ALL_WATCHES_PREFIX) && rest.length === 0 && team !== "" && channel !== "";
  return isKey ? { team, channel } : null;
}

/** @param prefix a team's or a person's */
export function settingKey(prefix: string, name: TeamSettingName): string {
  return `${prefix}settings/${name}`;
}

export function feedbackKey(person: Asker["person"], port: number): string {
  return `${personPrefix(person)}feedback/${port}`;
}

/** What a platform says of the person, which expires. */
export function profileKey(person: Asker["person"]): string {
  return `${personPrefix(person)}profile`;
}

/**
 * Marks that the team's port book or its history names the person, and counts the ports they claim within an hour. If
 * they ask to be forgotten, it expires with that hour.
 */
export function traceKey({ person, team }: Pick<Asker, "person" | "team">): string {
  return `${tracesPrefix(person)}${team}`;
}

export function tracesPrefix(person: Asker["person"]): string {
  return `${personPrefix(person)}in/`;
}
