import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { Card } from "#core/card/card.ts";
import type { Manner } from "#core/chat-platform.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { present } from "#core/present/present.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import type { InvalidInput, LookupQuery } from "#core/query/query.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";

export interface LookupResult {
  readonly answer: Answer;
  readonly card: Card;
}

/** Answers a text with a card, without store or cache. */
export function createUncachedLookup(knowledge: Knowledge): (text: string, manner: Manner) => LookupResult {
  const messages = messagesFor("en");
  const context = {
    portByName: createPortByName(knowledge.registry),
    names: knowledge.services,
    isPortSet: knowledge.software.portSets.has,
  };
  const help: LookupQuery | InvalidInput = { kind: "help" };
  return (text, manner) => {
    const query = readQuestion({ text, manner }, context).query;
    const found = answer(isTeamQuery(query) ? help : query, knowledge, NO_CONTEXT);
    return { answer: found, card: present(found, messages) };
  };
}
