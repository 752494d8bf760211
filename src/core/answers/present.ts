import type { Answer } from "#core/answers/answer.ts";
import { presentExplain } from "#core/answers/present-explain.ts";
import { presentFree } from "#core/answers/present-free.ts";
import { presentHelp, presentInvalid } from "#core/answers/present-help.ts";
import { presentList } from "#core/answers/present-list.ts";
import { presentPort } from "#core/answers/present-port.ts";
import { presentSearch, presentService } from "#core/answers/present-service.ts";
import { presentSpan } from "#core/answers/present-span.ts";
import { presentTeam } from "#core/answers/present-team.ts";
import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** The card for an answer, in a language. */
export function present(answer: Answer, messages: Messages): Card {
  switch (answer.kind) {
    case "port":
      return presentPort(answer, messages);
    case "span":
      return presentSpan(answer, messages);
    case "service":
      return presentService(answer, messages);
    case "search":
      return presentSearch(answer, messages);
    case "list":
      return presentList(answer, messages);
    case "free":
      return presentFree(answer, messages);
    case "explain":
      return presentExplain(answer, messages);
    case "help":
      return presentHelp(answer, messages);
    case "invalid":
      return presentInvalid(answer, messages);
    default:
      return presentTeam(answer, messages);
  }
}
