import type { Interaction } from "discord.js";
import { MessageFlags } from "discord.js";
import type { Replies } from "#core/replies.ts";
import { COMMAND, QUERY_OPTION } from "./commands.ts";
import { readDiscordText } from "./inbound.ts";
import type { DiscordMessage } from "./render.ts";

/** Answers the slash command, privately to who asked. */
export async function answerInteraction(interaction: Interaction, reply: Replies<DiscordMessage>): Promise<void> {
  if (!interaction.isChatInputCommand() || interaction.commandName !== COMMAND) return;
  const text = readDiscordText(interaction.options.getString(QUERY_OPTION) ?? "");
  const { content, embeds } = reply({ text, manner: "command", locale: interaction.locale }).payload;
  await interaction.reply({ content, embeds, flags: MessageFlags.Ephemeral });
}
