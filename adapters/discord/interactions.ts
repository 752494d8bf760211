import type { Interaction } from "discord.js";
import { MessageFlags } from "discord.js";
import type { Ask } from "#core/contracts.ts";
import { COMMAND, QUERY_OPTION } from "./commands.ts";
import { readDiscordText } from "./inbound.ts";
import { renderDiscord } from "./render.ts";

/** Answers the slash command, privately to who asked. */
export async function answerInteraction(interaction: Interaction, ask: Ask): Promise<void> {
  if (!interaction.isChatInputCommand() || interaction.commandName !== COMMAND) return;
  const text = readDiscordText(interaction.options.getString(QUERY_OPTION) ?? "");
  const { card } = ask({ text, manner: "command", locale: interaction.locale });
  const { content, embeds } = renderDiscord(card);
  await interaction.reply({ content, embeds, flags: MessageFlags.Ephemeral });
}
