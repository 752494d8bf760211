import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { Suggest } from "#core/chat-platform.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { suggestQueries } from "#core/suggestions/suggest-queries.ts";
import { readableBy } from "#core/team/access.ts";
import { effectiveSettings } from "#core/team/team.ts";
import type { TeamReader } from "#core/team/team-reader.ts";
import type { Timers } from "#core/timeout.ts";
import { withTimeout } from "#core/timeout.ts";

/** Milliseconds a keystroke waits for the store; after that the port book is left out. */
const STORE_TIMEOUT = 50;

/** Turns what is being typed into suggestions; the same for every platform. */
export function createSuggest(knowledge: Knowledge, reader: TeamReader, timers: Timers): Suggest {
  return async ({ text, locale, asker }, limits) => {
    const loading = reader.load(asker).then((loaded) => readableBy(asker, loaded));
    const team = await withTimeout(loading, STORE_TIMEOUT, () => null, timers);
    const settings = team === null ? null : effectiveSettings(team);
    const answerContext = team === null ? NO_CONTEXT : { ...NO_CONTEXT, book: team.book };
    return suggestQueries(
      text,
      { knowledge, answerContext, messages: messagesFor(settings?.language ?? locale) },
      limits,
    );
  };
}
