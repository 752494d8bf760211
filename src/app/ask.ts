import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { present } from "#core/answers/present.ts";
import type { Ask } from "#core/contracts.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { readCommand, readMessage } from "#core/query/read-message.ts";

/** The one way from a question to its card, for every platform. */
export function createAsk(knowledge: Knowledge): Ask {
  return ({ text, manner, locale }) => {
    const query = manner === "mention" ? readMessage(text) : readCommand(text);
    const answered = answer(query, knowledge);
    return {
      answer: answered,
      card: present(answered, messagesFor(locale)),
      isPrivate: concernsOnlyTheAsker(answered),
      repeatable: query.kind !== "random",
    };
  };
}

/** Usage, and what could not be read or found, is no news to a channel. */
function concernsOnlyTheAsker(answered: Answer): boolean {
  switch (answered.kind) {
    case "help":
    case "invalid":
      return true;
    case "service":
      return !answered.matches.some(({ exact }) => exact);
    case "search":
      return answered.matches.length === 0;
    case "port":
    case "span":
    case "list":
    case "free":
      return false;
  }
}
