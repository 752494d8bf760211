import type { Interaction } from "discord.js";
import { MessageFlags } from "discord.js";
import type { Question } from "#core/contracts.ts";
import { COMMAND, QUERY_OPTION } from "./commands.ts";
import { readDiscordText } from "./inbound.ts";
import type { DiscordMessage } from "./render.ts";

/** Answers the slash command, privately to who asked. */
export async function answerInteraction(
  interaction: Interaction,
  reply: (question: Question) => DiscordMessage,
): Promise<void> {
  if (!interaction.isChatInputCommand() || interaction.commandName !== COMMAND) return;
  const text = readDiscordText(interaction.options.getString(QUERY_OPTION) ?? "");
  const { content, embeds } = reply({ text, manner: "command", locale: interaction.locale });
  await interaction.reply({ content, embeds, flags: MessageFlags.Ephemeral });
}
