import type { AckFn, RespondArguments, RespondFn } from "@slack/bolt";

/** The answer to a command, by the way that is open when it is there. */
export interface InTime {
  /** In the acknowledgement; after it, by the address for answers. */
  say(message: RespondArguments): Promise<unknown>;
  /** Acknowledges now, without words. */
  acknowledge(): Promise<unknown>;
}

/** Slack waits three seconds; an answer that takes longer than this is awaited without it, in milliseconds. */
const ACKNOWLEDGED_AFTER = 2000;

export function answerInTime(
  ack: AckFn<RespondArguments>,
  respond: RespondFn,
  onFailure: (error: unknown) => void,
): InTime {
  let isAcknowledged = false;
  const timer = setTimeout(() => acknowledge().catch(onFailure), ACKNOWLEDGED_AFTER);

  async function acknowledge(message?: RespondArguments): Promise<void> {
    if (isAcknowledged) return;
    isAcknowledged = true;
    clearTimeout(timer);
    await ack(message);
  }

  return {
    say: (message) => (isAcknowledged ? respond(message) : acknowledge(message)),
    acknowledge: () => acknowledge(),
  };
}
