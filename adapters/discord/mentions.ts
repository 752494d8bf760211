import type { Message } from "discord.js";
import { discordAsker } from "./asker.ts";
import { readDiscordText } from "./inbound.ts";
import type { Answering } from "./interactions.ts";

/**
 * Answers a message that mentions Portcall by name, or is sent to it directly. Bots are never answered, and neither is
 * a reply to one of Portcall's own messages that asks nothing: Discord counts every such reply as a mention.
 */
export async function answerMention(message: Message, { ask, render }: Answering): Promise<void> {
  const { author, client, mentions, guildId } = message;
  if (author.bot || message.system) return;
  const addressed = guildId === null || mentions.users.has(client.user?.id ?? "");
  if (!addressed) return;
  const reply = await ask({
    text: readDiscordText(message.content),
    manner: "mention",
    locale: "en",
    asker: discordAsker(guildId, author),
  });
  if (reply.isPrivate && guildId !== null && !namesPortcall(message)) return;
  const { content, embeds } = render(reply);
  await message.reply({ content, embeds });
}

/** Whether the bot's name is written in the message itself. */
function namesPortcall({ client, content }: Message): boolean {
  const id = client.user?.id;
  return content.includes(`<@${id}>`) || content.includes(`<@!${id}>`);
}
