import type { Answer } from "#core/answers/answer.ts";
import { presentHelp, presentInvalid } from "#core/answers/present-help.ts";
import { presentPort } from "#core/answers/present-port.ts";
import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** The card for an answer, in a language. */
export function present(answer: Answer, messages: Messages): Card {
  switch (answer.kind) {
    case "port":
      return presentPort(answer, messages);
    case "help":
      return presentHelp(answer, messages);
    case "invalid":
      return presentInvalid(answer, messages);
  }
}
