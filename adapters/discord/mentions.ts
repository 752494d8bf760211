import type { Message } from "discord.js";
import type { Replies } from "#core/replies.ts";
import { readDiscordText } from "./inbound.ts";
import type { DiscordMessage } from "./render.ts";

/** Answers a message that mentions Portcall by name, or is sent to it directly. Bots are never answered. */
export async function answerMention(message: Message, reply: Replies<DiscordMessage>): Promise<void> {
  const { author, client, mentions, guildId } = message;
  if (author.bot || message.system) return;
  const addressed = guildId === null || mentions.users.has(client.user?.id ?? "");
  if (!addressed) return;
  const { content, embeds } = reply({
    text: readDiscordText(message.content),
    manner: "mention",
    locale: "en",
  }).payload;
  await message.reply({ content, embeds });
}
