import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { Suggest } from "#core/chat-platform.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { suggestQueries } from "#core/suggestions/suggest-queries.ts";
import { settingsInForce } from "#core/team/team.ts";
import type { TeamReader } from "#core/team/team-reader.ts";
import type { Timers } from "#core/timeout.ts";
import { withTimeout } from "#core/timeout.ts";

/** How long a keystroke waits for the store, in milliseconds; without it the port book is left out. */
const PATIENCE = 50;

/** The one way from what is being typed to what may be meant, for every platform. */
export function createSuggest(knowledge: Knowledge, reader: TeamReader, timers: Timers): Suggest {
  return async ({ text, locale, asker }, limits) => {
    const team = await withTimeout(reader.load(asker), PATIENCE, () => null, timers);
    const set = team === null ? null : settingsInForce(team);
    const answerContext = team === null ? NO_CONTEXT : { book: team.book, system: null };
    return suggestQueries(text, { knowledge, answerContext, messages: messagesFor(set?.language ?? locale) }, limits);
  };
}
