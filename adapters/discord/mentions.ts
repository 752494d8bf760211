import type { Message } from "discord.js";
import type { Replies } from "#core/replies.ts";
import { readDiscordText } from "./inbound.ts";
import type { DiscordMessage } from "./render.ts";

/**
 * Answers a message that mentions Portcall by name, or is sent to it directly. Bots are never answered, and neither is
 * a reply to one of Portcall's own messages that asks nothing: Discord counts every such reply as a mention.
 */
export async function answerMention(message: Message, reply: Replies<DiscordMessage>): Promise<void> {
  const { author, client, mentions, guildId } = message;
  if (author.bot || message.system) return;
  const addressed = guildId === null || mentions.users.has(client.user?.id ?? "");
  if (!addressed) return;
  const { payload, isPrivate } = reply({
    text: readDiscordText(message.content),
    manner: "mention",
    locale: "en",
  });
  if (isPrivate && guildId !== null && !namesPortcall(message)) return;
  await message.reply({ content: payload.content, embeds: payload.embeds });
}

/** Whether the bot's name is written in the message itself. */
function namesPortcall({ client, content }: Message): boolean {
  const id = client.user?.id;
  return content.includes(`<@${id}>`) || content.includes(`<@!${id}>`);
}
