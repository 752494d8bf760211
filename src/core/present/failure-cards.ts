import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** The card for an unexpected error. @param reference is logged with the error */
export function unexpectedErrorCard(reference: string, { failures }: Messages): Card {
  return problem(failures.unexpected.title, failures.unexpected.text(reference));
}

/** The card for an asker who is rate limited, shown once. */
export function rateLimitedCard({ failures }: Messages): Card {
  return problem(failures.rateLimited.title, failures.rateLimited.text);
}

function problem(title: string, text: string): Card {
  return { title, status: "problem", body: [{ type: "text", content: [text] }], footnote: "" };
}
