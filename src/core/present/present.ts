import type { Answer } from "#core/answers/answer.ts";
import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { presentExplain } from "#core/present/explain.ts";
import { presentFree } from "#core/present/free.ts";
import { presentHelp, presentInvalid } from "#core/present/help.ts";
import { presentList } from "#core/present/list.ts";
import { presentPort } from "#core/present/port.ts";
import { presentSearch, presentService } from "#core/present/service.ts";
import { presentSpan } from "#core/present/span.ts";
import { presentTeam } from "#core/present/team.ts";

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
