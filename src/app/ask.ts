import { answer } from "#core/answers/answer.ts";
import { present } from "#core/answers/present.ts";
import type { Ask } from "#core/contracts.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { readMessage } from "#core/query/find-ports.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { Registry } from "#core/registry/registry.ts";

/** The one way from a question to its card, for every platform. */
export function createAsk(registry: Registry): Ask {
  return ({ text, manner, locale }) => {
    const query = manner === "mention" ? readMessage(text) : parseQuery(text);
    const answered = answer(query, registry);
    return { answer: answered, card: present(answered, messagesFor(locale)) };
  };
}
