import type { Card } from "#core/card/card.ts";
import type { LogFields, Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { rateLimitedCard, unexpectedErrorCard } from "#core/present/failure-cards.ts";
import type { EventOutcome, Telemetry } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { createRateLimiter } from "./rate-limiter.ts";

/** Who sent an event. */
export interface Sender {
  /** As in `Asker.person`. */
  readonly person: string;
  /** BCP 47 tag. */
  readonly locale: string;
}

/** An event of a chat platform, and how to answer it. */
export interface ChatEvent<EventSender extends Sender, Result> {
  /** Returns null for an event that is not answered, such as one from a bot. */
  sender(): EventSender | null;
  answer(sender: EventSender): Promise<Result>;
  /** Shows a card only to the sender, who is null if the event could not be read. */
  replyPrivately(card: Card, sender: EventSender | null): Result | Promise<Result>;
  /** Acknowledges an event that is not answered, if the platform expects that. */
  ignore?(): Result | Promise<Result>;
  /** Where it is, as the platform's ids, for the log. */
  readonly place?: LogFields;
  /** Whether the platform shows an error when there is no reply. Then rate-limited senders get a reply every time. */
  readonly mustReply?: boolean;
}

/** Answers an event. Never rejects: a failure is logged with a reference, and the sender gets that reference. */
export type HandleEvent = <EventSender extends Sender, Result>(
  event: ChatEvent<EventSender, Result>,
) => Promise<Result | undefined>;

export interface HandleEventOptions {
  readonly platform: string;
  readonly logger: Logger;
  readonly limiter?: RateLimiter;
  /** Whether the platform lets Portcall post nothing there, so that it would refuse an apology too. */
  readonly isPermissionError?: (error: unknown) => boolean;
  readonly telemetry?: Telemetry;
  /** A short id that appears both in the apology and in the log, for an event that has none. */
  readonly newReference?: () => string;
}

/** Every event of every platform goes through this: sender, rate limit, answer, and an apology if that fails. */
export function createHandleEvent({
  platform,
  logger,
  limiter = createRateLimiter(),
  isPermissionError = () => false,
  telemetry = NO_TELEMETRY,
  newReference = randomReference,
}: HandleEventOptions): HandleEvent {
  return async <EventSender extends Sender, Result>(event: ChatEvent<EventSender, Result>) => {
    const started = performance.now();
    let sender: EventSender | null = null;
    let outcome: EventOutcome = "ignored";
    try {
      sender = event.sender();
      if (sender === null) return await event.ignore?.();
      const verdict = limiter.hit(sender.person);
      if (verdict === "allow") {
        outcome = "answered";
        return await event.answer(sender);
      }
      if (verdict === "drop" && event.mustReply !== true) return await event.ignore?.();
      outcome = "rate-limited";
      return await event.replyPrivately(rateLimitedCard(messagesFor(sender.locale)), sender);
    } catch (error) {
      outcome = "failed";
      if (isPermissionError(error)) {
        logger.warn(
          { platform, ...event.place, error },
          "Portcall may not post there: invite it, give it the permission, or renew its token.",
        );
        return undefined;
      }
      const reference = telemetry.reference() ?? newReference();
      logger.error({ platform, ...event.place, reference, error }, "An event could not be answered.");
      try {
        return await event.replyPrivately(unexpectedErrorCard(reference, messagesFor(sender?.locale ?? "en")), sender);
      } catch (again) {
        logger.error({ platform, reference, error: again }, "The apology could not be sent.");
        return undefined;
      }
    } finally {
      telemetry.observe({ type: "event", platform, outcome, seconds: (performance.now() - started) / 1000 });
    }
  };
}

const REFERENCE_LENGTH = 8;

function randomReference(): string {
  return crypto.randomUUID().slice(0, REFERENCE_LENGTH);
}
