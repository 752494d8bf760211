import { EmbedBuilder } from "discord.js";
import { parse } from "discord-markdown-parser";
import type { renderDiscord } from "#adapters/discord/index.ts";

type DiscordMessage = ReturnType<typeof renderDiscord>;
type Nodes = ReturnType<typeof parse>;

/** What a reader sees, by a Discord Markdown parser that was not written here. */
export function readDiscord({ content, embeds: [embed] }: DiscordMessage): string {
  const parts = [textOf(parse(content, "extended")), textOf(parse(embed?.description ?? "", "extended"))];
  if (embed?.footer !== undefined) parts.push(embed.footer.text);
  return parts.join("\n").replaceAll("\u2060", "");
}

function textOf(nodes: Nodes): string {
  return nodes.map(nodeText).join("");
}

function nodeText(node: Nodes[number]): string {
  switch (node.type) {
    case "text":
      return String(node.content);
    case "twemoji":
      return String(node.name);
    case "br":
      return "\n";
    case "strong":
      return textOf(node.content);
    case "codeBlock":
      return `\n${node.content}\n`;
    case "link":
      return linkText(textOf(node.content), String(node.target));
    default:
      throw new Error(`Discord would read this as ${node.type}: ${JSON.stringify(node)}`);
  }
}

function linkText(text: string, target: string): string {
  const url = target.replaceAll("%28", "(").replaceAll("%29", ")").replaceAll("%22", '"');
  return text === url ? url : `${text} (${url})`;
}

/** discord.js's own validation, and the limits that it does not check. */
export function discordViolations({ content, embeds, allowed_mentions }: DiscordMessage): string[] {
  const found: string[] = [];
  for (const embed of embeds) {
    try {
      new EmbedBuilder(embed).toJSON();
    } catch (error) {
      found.push(String(error));
    }
  }
  const total = embeds.reduce(
    (sum, { description = "", footer }) => sum + description.length + (footer?.text.length ?? 0),
    0,
  );
  if (total > 6000) found.push("6,000 characters over all embeds");
  if (content.length > 2000) found.push("2,000 characters of content");
  if (allowed_mentions.parse.length > 0) found.push("a card may notify nobody");
  return found;
}
