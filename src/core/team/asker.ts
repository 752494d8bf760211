/** Who asks. Ids are the platform's own, of the characters that a store's keys may have. */
export interface Asker {
  /** The workspace, the server, or the person's own conversation: `slack.T123`, `discord.456`. Its port book is theirs. */
  readonly team: string;
  /** The person wherever their settings follow them: `slack.T123/U1`, `discord/789`. */
  readonly person: string;
  /** What others call them; the platform's id where nothing better is known. */
  readonly name: string;
  /** Whether they may decide for the team; asked only where it matters. Never rejects: who is not known to be is not. */
  isAdmin(): Promise<boolean>;
}
