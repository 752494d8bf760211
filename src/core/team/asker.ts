/** The person who asks. Ids are the platform's own, in the characters allowed in store keys. */
export interface Asker {
  /** The workspace, the server or the direct conversation, which has the port book: `slack.T123`, `discord.456`. */
  readonly team: string;
  /** The person wherever their settings follow them: `slack.T123/U1`, `discord/789`. */
  readonly person: string;
  /** What others call them; the platform's id where nothing better is known. */
  readonly name: string;
  /** Whether they may decide for the team; checked only where it matters. Never rejects: unknown means no. */
  isAdmin(): Promise<boolean>;
}
