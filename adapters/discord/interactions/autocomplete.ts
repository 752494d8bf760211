import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { askerOf } from "../asker.ts";
import type { DiscordContext } from "../context.ts";
import { CHOICE_LENGTH, CHOICES } from "../limits.ts";
import { readDiscordText } from "../message-text.ts";

/** Offers what may be meant by what is typed so far. Never rejects: a failure offers nothing. */
export async function completeQuery(
  interaction: APIApplicationCommandAutocompleteInteraction,
  { suggest, logger }: DiscordContext,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  try {
    const focused = interaction.data.options.find((option) => "focused" in option && option.focused);
    const text = focused?.type === ApplicationCommandOptionType.String ? focused.value : "";
    const typed = { text: readDiscordText(text), locale: interaction.locale, asker: askerOf(interaction) };
    const suggestions = await suggest(typed, { count: CHOICES, length: CHOICE_LENGTH });
    return suggestions.map(({ query, label }) => ({ name: label, value: query }));
  } catch (error) {
    logger.error({ platform: "discord", error }, "Autocomplete failed.");
    return [];
  }
}
