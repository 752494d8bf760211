import type { Card } from "#core/card/card.ts";
import type { Ask, Question } from "#core/contracts.ts";

/** What a platform sends, and to whom. */
export interface RenderedReply<Payload> {
  readonly payload: Payload;
  /** Whether it concerns only who asked. */
  readonly isPrivate: boolean;
}

export type Replies<Payload> = (question: Question) => RenderedReply<Payload>;

/** How many payloads are kept: during an alert many people ask for the same few ports. */
const KEPT = 500;
/** Longer questions are seldom asked twice. */
const MAX_KEPT_LENGTH = 40;

/**
 * From a question to a platform's payload, in one step. Both steps are pure, so a payload that was made once serves
 * whoever asks the same again; the one that was not asked for longest makes room.
 */
export function createReplies<Payload>(ask: Ask, render: (card: Card) => Payload): Replies<Payload> {
  const kept = new Map<string, RenderedReply<Payload>>();
  return (question) => {
    const { text, manner, locale } = question;
    const key = `${manner} ${locale} ${text}`;
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const { card, isPrivate, repeatable } = ask(question);
    const reply = { payload: render(card), isPrivate };
    if (repeatable && text.length <= MAX_KEPT_LENGTH) {
      kept.set(key, reply);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    }
    return reply;
  };
}
