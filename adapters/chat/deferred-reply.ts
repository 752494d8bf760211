/** A reply that is sent directly if it is ready in time, and otherwise deferred and sent as a follow-up. */
export interface DeferredReply<Message> {
  /** Sends the reply; rejects if it cannot be sent. */
  send(message: Message): Promise<unknown>;
  /** Defers the reply now: it comes later, or not at all. */
  defer(): Promise<unknown>;
  /** Whether it was deferred, and comes as a follow-up. */
  isDeferred(): boolean;
}

/**
 * Milliseconds. Slack and Discord both wait three seconds for a response:
 * https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
 */
export const DEFER_AFTER = 2000;

export interface DeferredReplyOptions<Message> {
  /** Milliseconds. */
  readonly deferAfter: number;
  /** Sends the reply as the platform's direct response. */
  replyNow(message: Message): Promise<unknown>;
  /** Defers the reply. */
  acknowledge(): Promise<unknown>;
  /** Sends the reply after {@link acknowledge}. */
  followUp(message: Message): Promise<unknown>;
  /** Called when {@link acknowledge} fails after the timeout. */
  onFailure(error: unknown): void;
}

/** The timer for `deferAfter` starts with this call. */
export function createDeferredReply<Message>(options: DeferredReplyOptions<Message>): DeferredReply<Message> {
  const { deferAfter, replyNow, acknowledge, followUp, onFailure } = options;
  let deferred: Promise<unknown> | null = null;
  let isSent = false;
  const timer = setTimeout(() => defer().catch(onFailure), deferAfter);

  async function defer(): Promise<unknown> {
    clearTimeout(timer);
    if (!isSent) deferred ??= acknowledge();
    return deferred;
  }

  return {
    defer,
    isDeferred: () => deferred !== null,
    async send(message) {
      clearTimeout(timer);
      if (deferred === null && !isSent) {
        isSent = true;
        return replyNow(message);
      }
      await deferred;
      return followUp(message);
    },
  };
}
