import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandAutocompleteResponse,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType, InteractionResponseType } from "discord-api-types/v10";
import type { Suggestion } from "#core/chat-platform.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import { askerOf } from "../asker.ts";
import type { DiscordContext } from "../context.ts";
import { CHOICE_LENGTH, CHOICES } from "../limits.ts";
import { readDiscordText } from "../message-text.ts";

/** Answers an autocomplete. Never rejects: a failure gives no choices. */
export async function answerAutocomplete(
  interaction: APIApplicationCommandAutocompleteInteraction,
  { suggest, logger }: DiscordContext,
): Promise<APIApplicationCommandAutocompleteResponse> {
  try {
    const focused = interaction.data.options.find((option) => "focused" in option && option.focused);
    const text = focused?.type === ApplicationCommandOptionType.String ? readDiscordText(focused.value) : "";
    const typed = { text, locale: interaction.locale, asker: askerOf(interaction) };
    const suggestions = await suggest(typed, { count: CHOICES, length: CHOICE_LENGTH });
    return responseWith(suggestions);
  } catch (error) {
    logger.error({ platform: "discord", error }, "Autocomplete failed.");
    return responseWith([]);
  }
}

/** The same object for the same suggestions, so that it is turned into bytes once, however many people type them. */
const responseWith = oncePerObject(
  (suggestions: readonly Suggestion[]): APIApplicationCommandAutocompleteResponse => ({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: suggestions.map(({ query, label }) => ({ name: label, value: query })) },
  }),
);
