import type { RateLimiter } from "#adapters/chat/rate-limiter.ts";
import type { Card } from "#core/card/card.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { apology, slowDown } from "#core/present/apology.ts";

/** Somebody who wants something. */
export interface Visit {
  readonly person: string;
  readonly locale: string;
  work(): Promise<unknown>;
  /** Shows a card to them alone. */
  tell(card: Card): Promise<unknown>;
  /** Acknowledges without a word; for nothing where there is nothing to acknowledge. */
  hush(): Promise<unknown>;
}

/** Does the work of a visit, and sees to it that it ends in something: never rejects. */
export type Attend = (visit: Visit) => Promise<void>;

const REFERENCE_LENGTH = 8;

export function createAttend(gate: RateLimiter, logger: Logger): Attend {
  return async ({ person, locale, work, tell, hush }) => {
    const messages = messagesFor(locale);
    const doing = {
      go: work,
      tell: () => tell(slowDown(messages)),
      quiet: hush,
    };
    const failed = async (error: unknown) => {
      const reference = crypto.randomUUID().slice(0, REFERENCE_LENGTH);
      logger.error({ platform: "slack", reference, error }, "A question could not be answered.");
      try {
        await tell(apology(reference, messages));
      } catch (again) {
        logger.error({ platform: "slack", reference, error: again }, "Nor could that be said.");
      }
    };
    await doing[gate.hit(person)]().catch(failed);
  };
}
