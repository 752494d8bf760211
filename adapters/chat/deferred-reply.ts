/** A reply that is sent while the platform still waits for it, and by another way once it has been told to wait. */
export interface DeferredReply<Message> {
  /** Sends the reply; rejects where it cannot be sent. */
  send(message: Message): Promise<unknown>;
  /** Tells the platform now that the reply comes later, or not at all. */
  defer(): Promise<unknown>;
}

/** Milliseconds that are sure to be below the three seconds that Slack and Discord wait. */
export const PATIENCE = 2000;

export interface DeferredReplyOptions<Message> {
  /** Milliseconds the platform is kept waiting. */
  readonly patience: number;
  /** Replies in time. */
  first(message: Message): Promise<unknown>;
  /** Tells the platform that the reply comes later. */
  acknowledge(): Promise<unknown>;
  /** Sends what comes after {@link acknowledge}. */
  followUp(message: Message): Promise<unknown>;
  /** Told when the platform could not be told to wait. */
  onFailure(error: unknown): void;
}

/** The time runs from this call. */
export function createDeferredReply<Message>(options: DeferredReplyOptions<Message>): DeferredReply<Message> {
  const { patience, first, acknowledge, followUp, onFailure } = options;
  let deferred: Promise<unknown> | null = null;
  let isSent = false;
  const timer = setTimeout(() => defer().catch(onFailure), patience);

  async function defer(): Promise<unknown> {
    clearTimeout(timer);
    if (!isSent) deferred ??= acknowledge();
    return deferred;
  }

  return {
    defer,
    async send(message) {
      clearTimeout(timer);
      if (deferred === null && !isSent) {
        isSent = true;
        return first(message);
      }
      await deferred;
      return followUp(message);
    },
  };
}
