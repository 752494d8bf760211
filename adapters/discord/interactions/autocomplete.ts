import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { Suggestion } from "#core/chat-platform.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { askerOf } from "../asker.ts";
import type { DiscordContext } from "../context.ts";
import { CHOICE_LENGTH, CHOICES } from "../limits.ts";
import { readDiscordText } from "../message-text.ts";

/** Answers an autocomplete. Never rejects: a failure gives no choices. */
export async function answerAutocomplete(
  interaction: APIApplicationCommandAutocompleteInteraction,
  { suggest, logger }: DiscordContext,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  try {
    const focused = interaction.data.options.find((option) => "focused" in option && option.focused);
    const text = focused?.type === ApplicationCommandOptionType.String ? readDiscordText(focused.value) : "";
    const typed = { text, locale: interaction.locale, asker: askerOf(interaction) };
    const suggestions = await suggest(typed, { count: CHOICES, length: CHOICE_LENGTH });
    return withoutChanges(suggestions, text).map(({ query, label }) => ({ name: label, value: query }));
  } catch (error) {
    logger.error({ platform: "discord", error }, "Autocomplete failed.");
    return [];
  }
}

/**
 * Replaces an example that would change stored data with the text as typed: choosing an example of a claim must not
 * claim its number. The text itself may be a change.
 */
function withoutChanges(suggestions: readonly Suggestion[], text: string): readonly Suggestion[] {
  const safe = suggestions.filter(({ query }) => !isChange(query) || isSameQuery(query, text));
  const isOfferable = safe.length < suggestions.length && text.length <= CHOICE_LENGTH;
  return isOfferable ? [{ query: text, label: text }, ...safe] : safe;
}

/** Parses only what may be a change, because this runs on every keystroke. */
function isChange(query: string): boolean {
  return CHANGE.test(query) && isQueryWith(parseQuery(query), "isChange");
}

/** How the canonical texts of changes start. */
const CHANGE = /^(?:claim|release|undo|set|feedback|forget|book import)\b/;

function isSameQuery(query: string, text: string): boolean {
  const typed = parseQuery(text);
  return typed.kind !== "invalid" && formatQuery(typed) === query;
}
