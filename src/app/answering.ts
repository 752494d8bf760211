import { LRUCache } from "lru-cache";
import { createAsk } from "#core/ask/ask.ts";
import { createSuggest } from "#core/ask/suggest.ts";
import type { Ask, Suggest } from "#core/chat-platform.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";

/** `Ask` and `Suggest` over a `Knowledge` that can be replaced. Each question is answered from one of them only. */
export interface Answering {
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly knowledge: Knowledge;
  replace(knowledge: Knowledge): void;
}

const MAX_CACHED_REPLIES = 500;
const MAX_CACHED_QUERIES = 500;
/** A few kilobytes each. */
const MAX_CACHED_SUGGESTIONS = 300;

export function createAnswering(knowledge: Knowledge, services: TeamServices): Answering {
  // Caches are replaced together with what they were made from.
  const over = (given: Knowledge) => ({
    knowledge: given,
    ask: createAsk(
      given,
      services,
      new LRUCache({ max: MAX_CACHED_REPLIES }),
      new LRUCache({ max: MAX_CACHED_QUERIES }),
    ),
    suggest: createSuggest(given, services.reader, globalThis, new LRUCache({ max: MAX_CACHED_SUGGESTIONS })),
  });
  let current = over(knowledge);
  return {
    ask: (question) => current.ask(question),
    suggest: (typed, limits) => current.suggest(typed, limits),
    get knowledge() {
      return current.knowledge;
    },
    replace: (next) => {
      current = over(next);
    },
  };
}
