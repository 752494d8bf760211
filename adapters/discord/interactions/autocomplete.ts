import type { APIApplicationCommandAutocompleteInteraction, APIUser } from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { askerOf } from "../asker.ts";
import { readDiscordText } from "../inbound.ts";
import type { InteractionContext } from "../interaction-context.ts";
import { CHOICES } from "../limits.ts";
import type { Outcome } from "../outcome.ts";

/** Offers what may be meant by what is typed so far. */
export async function completeQuery(
  interaction: APIApplicationCommandAutocompleteInteraction,
  user: APIUser,
  { suggest }: InteractionContext,
): Promise<Outcome> {
  const focused = interaction.data.options.find((option) => "focused" in option && option.focused);
  const text = focused?.type === ApplicationCommandOptionType.String ? focused.value : "";
  const suggestions = await suggest({
    text: readDiscordText(text),
    locale: interaction.locale,
    asker: askerOf(interaction, user),
  });
  const choices = suggestions.slice(0, CHOICES).map(({ query, label }) => ({ name: label, value: query }));
  return { kind: "choices", choices };
}
