import type { Advice } from "#core/answers/advice.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import type { CardNode } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** The mark says nothing that the words beside it do not. */
export const ADVICE_MARKS: Record<Advice["level"], string> = { no: "✗", caution: "!", ok: "✓" };

export function adviceNodes({ advice }: PortAnswer, { port: { advice: words } }: Messages): CardNode[] {
  return [
    { type: "heading", text: words.heading },
    {
      type: "fields",
      fields: advice.map((given) => ({ label: ADVICE_MARKS[given.level], value: words.text(given) })),
    },
  ];
}
