/** The person who asks. Ids are the platform's, limited to characters allowed in store keys. */
export interface Asker {
  /** The workspace, server or direct message conversation that owns the port book: `slack.T123`, `discord.456`. */
  readonly team: string;
  /** The person, across all places that share their settings: `slack.T123/U1`, `discord/789`. */
  readonly person: string;
  /** Their display name, or else the platform's id. */
  readonly name: string;
  /** Whether they are an admin of the team. Called only if needed. Never rejects: unknown means no. */
  isAdmin(): Promise<boolean>;
}

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
