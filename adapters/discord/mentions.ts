import type { Message } from "discord.js";
import type { Ask } from "#core/contracts.ts";
import { readDiscordText } from "./inbound.ts";
import { renderDiscord } from "./render.ts";

/** Answers a message that mentions Portcall by name, or is sent to it directly. Bots are never answered. */
export async function answerMention(message: Message, ask: Ask): Promise<void> {
  const { author, client, mentions, guildId } = message;
  if (author.bot || message.system) return;
  const addressed = guildId === null || mentions.users.has(client.user?.id ?? "");
  if (!addressed) return;
  const { card } = ask({ text: readDiscordText(message.content), manner: "mention", locale: "en" });
  const { content, embeds } = renderDiscord(card);
  await message.reply({ content, embeds });
}
