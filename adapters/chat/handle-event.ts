import type { Card } from "#core/card/card.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { rateLimitedCard, unexpectedErrorCard } from "#core/present/failure-cards.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { createRateLimiter } from "./rate-limiter.ts";

/** Who sent an event, as far as every platform needs it. */
export interface Sender {
  /** As in `Asker.person`. */
  readonly person: string;
  /** BCP 47 tag. */
  readonly locale: string;
}

/** An event of a chat platform, and how it is answered. */
export interface ChatEvent<From extends Sender, Result> {
  /** Reads who sent it; null for an event that is not answered, such as a bot's. */
  sender(): From | null;
  /** Does what the event asks for. */
  answer(from: From): Promise<Result>;
  /** Shows a card to the sender alone; null where the event is too broken to say who that is. */
  replyPrivately(card: Card, from: From | null): Result | Promise<Result>;
  /** Acknowledges an event that is not answered, where the platform waits for that. */
  ignore?(): Result | Promise<Result>;
  /** Whether the platform shows an error to a sender who gets no reply: then nobody is left without one. */
  readonly mustReply?: boolean;
}

/** Answers an event. Never rejects: a failure is logged under a reference, which the sender is given. */
export type HandleEvent = <From extends Sender, Result>(event: ChatEvent<From, Result>) => Promise<Result | undefined>;

export interface HandleEventOptions {
  readonly platform: string;
  readonly logger: Logger;
  readonly limiter?: RateLimiter;
  /** A short new word that leads from what a person was told to the log. */
  readonly newReference?: () => string;
}

/** The one way of every event on every platform: who asks, the rate limit, the answer, and words where that fails. */
export function createHandleEvent({
  platform,
  logger,
  limiter = createRateLimiter(),
  newReference = randomReference,
}: HandleEventOptions): HandleEvent {
  return async <From extends Sender, Result>(event: ChatEvent<From, Result>) => {
    let from: From | null = null;
    try {
      from = event.sender();
      if (from === null) return await event.ignore?.();
      const verdict = limiter.hit(from.person);
      if (verdict === "allow") return await event.answer(from);
      if (verdict === "drop" && event.mustReply !== true) return await event.ignore?.();
      return await event.replyPrivately(rateLimitedCard(messagesFor(from.locale)), from);
    } catch (error) {
      const reference = newReference();
      logger.error({ platform, reference, error }, "An event could not be answered.");
      try {
        return await event.replyPrivately(unexpectedErrorCard(reference, messagesFor(from?.locale ?? "en")), from);
      } catch (again) {
        logger.error({ platform, reference, error: again }, "The apology could not be sent either.");
        return undefined;
      }
    }
  };
}

const REFERENCE_LENGTH = 8;

function randomReference(): string {
  return crypto.randomUUID().slice(0, REFERENCE_LENGTH);
}
