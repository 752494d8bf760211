import { ActionRowBuilder, ButtonBuilder, ComponentType, EmbedBuilder, StringSelectMenuBuilder } from "discord.js";
import { parse } from "discord-markdown-parser";
import type { renderDiscord } from "#adapters/discord/index.ts";

type DiscordMessage = ReturnType<typeof renderDiscord>;
type Nodes = ReturnType<typeof parse>;

/** The visible text, according to an independent Discord Markdown parser. */
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
export function discordViolations({ content, embeds, components, allowed_mentions }: DiscordMessage): string[] {
  const found = componentViolations(components);
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

/** Custom ids of at most 100 characters, each once; at most five rows, of five buttons or of one menu. */
function componentViolations(rows: DiscordMessage["components"]): string[] {
  const found: string[] = [];
  const ids: string[] = [];
  for (const row of rows) {
    const menus = row.components.filter(({ type }) => type === ComponentType.StringSelect).length;
    if (row.components.length < 1 || row.components.length > 5) found.push("1–5 components in a row");
    if (menus > 0 && row.components.length > 1) found.push("a menu has a row of its own");
    try {
      new ActionRowBuilder<ButtonBuilder | StringSelectMenuBuilder>()
        .addComponents(
          row.components.map((component) => {
            if (component.type === ComponentType.Button) return new ButtonBuilder(component);
            if (component.type === ComponentType.StringSelect) return new StringSelectMenuBuilder(component);
            throw new Error(`a component of type ${component.type}`);
          }),
        )
        .toJSON();
    } catch (error) {
      found.push(String(error));
    }
    for (const component of row.components) if ("custom_id" in component) ids.push(component.custom_id);
  }
  if (rows.length > 5) found.push("5 rows");
  if (new Set(ids).size < ids.length) found.push("each custom id once");
  if (ids.some((id) => id.length < 1 || id.length > 100)) found.push("100 characters of a custom id");
  return found;
}
