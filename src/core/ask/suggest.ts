import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { Suggest, Suggestion } from "#core/chat-platform.ts";
import type { Cache } from "#core/host.ts";
import { NO_CACHE } from "#core/host.ts";
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

/** Many people begin with the same letters; what comes after them differs, and may be none of our business. */
const MAX_CACHED_LENGTH = 4;

/**
 * Turns what is being typed into suggestions; the same for every platform.
 * @param cache for the first letters, by all that their suggestions depend on
 */
export function createSuggest(
  knowledge: Knowledge,
  reader: TeamReader,
  timers: Timers,
  cache: Cache<string, readonly Suggestion[]> = NO_CACHE,
): Suggest {
  return async ({ text, locale, asker }, limits) => {
    const loading = reader.load(asker).then((loaded) => readableBy(asker, loaded));
    const team = await withTimeout(loading, STORE_TIMEOUT, () => null, timers);
    const settings = team === null ? null : effectiveSettings(team);
    const { book } = team ?? NO_CONTEXT;
    const messages = messagesFor(settings?.language ?? locale);
    const own = book.version === "" ? "" : `${asker?.team} ${book.version}`;
    const key = [messages.language, limits.count, limits.length, own, text].join(" ");
    const known = cache.get(key);
    if (known !== undefined) return known;
    const found = suggestQueries(text, { knowledge, answerContext: { ...NO_CONTEXT, book }, messages }, limits);
    if (text.length <= MAX_CACHED_LENGTH) cache.set(key, found);
    return found;
  };
}
