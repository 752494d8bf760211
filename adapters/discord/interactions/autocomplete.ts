import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
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
    return suggestions.map(({ query, label }) => ({ name: label, value: query }));
  } catch (error) {
    logger.error({ platform: "discord", error }, "Autocomplete failed.");
    return [];
  }
}
