/** The person who asks. Ids are the platform's, limited to characters allowed in store keys. */
export interface Asker {
  /** The workspace, server or direct message conversation that owns the port book: `slack.T123`, `discord.456`. */
  readonly team: string;
  /** The person, across all places that share their settings: `slack.T123/U1`, `discord/789`. */
  readonly person: string;
  /** Their display name, or else the platform's id. */
  readonly name: string;
  /** Their role in the team. Called only if needed, as it may take a request. Never rejects. */
  role(): Promise<Role>;
}

/**
 * What a person is in a team. `unverified` is a member whose further permissions the event does not carry, as in a
 * mention on Discord; `stranger` belongs to another organisation; `unknown` means that the platform did not say, which
 * gives no rights.
 */
export const ROLES = ["admin", "member", "unverified", "guest", "stranger", "unknown"] as const;
export type Role = (typeof ROLES)[number];

/** A channel, or a person's direct messages, that Portcall can post to without being asked. */
export interface Place {
  /** As in {@link Asker}. */
  readonly team: string;
  /** The platform's id; see {@link isChannelId}. */
  readonly channel: string;
}

/** Whether a platform's id of a channel is made of characters allowed in store keys. */
export function isChannelId(id: string): boolean {
  return /^[\w.-]{1,60}$/.test(id);
}
