import type { Interaction } from "discord.js";
import { MessageFlags } from "discord.js";
import type { Ask, Reply } from "#core/contracts.ts";
import { discordAsker } from "./asker.ts";
import { COMMAND, QUERY_OPTION } from "./commands.ts";
import { readDiscordText } from "./inbound.ts";
import type { DiscordMessage } from "./render.ts";

/** Asks, and makes a message of the reply. */
export interface Answering {
  readonly ask: Ask;
  readonly render: (reply: Reply) => DiscordMessage;
}

/** Answers the slash command, privately to who asked. */
export async function answerInteraction(interaction: Interaction, { ask, render }: Answering): Promise<void> {
  if (!interaction.isChatInputCommand() || interaction.commandName !== COMMAND) return;
  const text = readDiscordText(interaction.options.getString(QUERY_OPTION) ?? "");
  const asker = discordAsker(interaction.guildId, interaction.user);
  const reply = await ask({ text, manner: "command", locale: interaction.locale, asker });
  const { content, embeds } = render(reply);
  await interaction.reply({ content, embeds, ...(reply.isPrivate ? { flags: MessageFlags.Ephemeral } : {}) });
}
