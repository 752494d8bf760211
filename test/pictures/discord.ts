import type { APIEmbed } from "discord-api-types/v10";
import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { messageData, privateMessage } from "#adapters/discord/interaction-response.ts";
import type { DiscordMessage } from "#adapters/discord/render.ts";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { escapeHtml } from "#adapters/web/index.ts";
import type { Reply } from "#core/chat-platform.ts";
import { readDiscord } from "../support/read-back/discord.ts";
import { markdownHtml } from "./discord-markdown.ts";
import type { Drawing, Theme } from "./drawing.ts";
import { AVATAR, countLines } from "./drawing.ts";

type ActionRow = DiscordMessage["components"][number];
type Component = ActionRow["components"][number];

/** Who asked: a Discord user id of the usual length. */
const OWNER = "123456789012345678";

const render = createReplyRenderer();

export function drawDiscordReply(title: string, reply: Reply): Drawing {
  const message = reply.isPrivate ? render.renderPrivate(reply) : render.renderPublic(reply, OWNER, "en");
  const payload = reply.isPrivate ? messageData(privateMessage(message)) : message;
  return {
    title,
    platform: "discord",
    json: JSON.stringify(payload),
    blocks: message.components.length,
    lines: countLines(readDiscord(message)),
    html: (theme) => messageHtml(message, reply.isPrivate, theme),
  };
}

function messageHtml({ content, embeds, components }: DiscordMessage, isPrivate: boolean, theme: Theme): string {
  const attributes = `author="Portcall" avatar="${AVATAR}" bot timestamp="03:00"${isPrivate ? " ephemeral" : ""}`;
  const rows =
    components.length === 0
      ? ""
      : `<discord-attachments slot="components">${components.map(rowHtml).join("")}</discord-attachments>`;
  return `<discord-messages${theme === "light" ? " light-theme" : ""}>
    <discord-message ${attributes}>${markdownHtml(content)}${embeds.map(embedHtml).join("")}${rows}</discord-message>
  </discord-messages>`;
}

function embedHtml({ color = 0, title = "", description = "", fields = [], footer }: APIEmbed): string {
  const edge = `#${color.toString(16).padStart(6, "0")}`;
  const field = ({ name, value, inline = false }: (typeof fields)[number]) =>
    `<discord-embed-field field-title="${escapeHtml(name)}"${inline ? " inline" : ""}>${markdownHtml(value)}</discord-embed-field>`;
  return [
    `<discord-embed slot="embeds" color="${edge}"${title === "" ? "" : ` embed-title="${escapeHtml(title)}"`}>`,
    `<discord-embed-description slot="description">${markdownHtml(description)}</discord-embed-description>`,
    fields.length === 0
      ? ""
      : `<discord-embed-fields slot="fields">${fields.map(field).join("")}</discord-embed-fields>`,
    footer === undefined ? "" : `<discord-embed-footer slot="footer">${escapeHtml(footer.text)}</discord-embed-footer>`,
    "</discord-embed>",
  ].join("");
}

function rowHtml({ components }: ActionRow): string {
  return `<discord-action-row>${components.map(componentHtml).join("")}</discord-action-row>`;
}

const BUTTON_TYPES: Readonly<Partial<Record<ButtonStyle, string>>> = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "destructive",
};

function componentHtml(component: Component): string {
  switch (component.type) {
    case ComponentType.Button: {
      const label = "label" in component ? (component.label ?? "") : "";
      const type = BUTTON_TYPES[component.style] ?? "secondary";
      return `<discord-button type="${type}">${escapeHtml(label)}</discord-button>`;
    }
    case ComponentType.StringSelect: {
      // The renderer shows a menu's placeholder even where an option is chosen; Discord shows the option. See
      // https://github.com/skyra-project/discord-components/issues/185
      const shown = component.options.find((option) => option.default)?.label ?? component.placeholder ?? "";
      return `<discord-string-select-menu placeholder="${escapeHtml(shown)}"></discord-string-select-menu>`;
    }
    default:
      throw new Error(`No picture of a component of type ${component.type} in Discord.`);
  }
}

/**
 * What the renderer draws otherwise than Discord does:
 * - A menu is as wide as its words; Discord's is 400 px wide, or as wide as there is room.
 * - A footer makes an embed's text narrower, for it is given a second column.
 * - On a phone Discord leaves 16 px to the right of a message; the renderer always leaves a desktop's 48.
 * Left as it is: a code block is 16 px wider than the text around it, the colours are older than Discord's (buttons are
 * dark on light), and Noto Sans is a little wider than Discord's font.
 */
export const DISCORD_STYLE = `
  body.dark { background: #36393e; }
  discord-string-select-menu { flex: 1; }
  discord-embed-footer { grid-column: 1 / 1; }
  .phone discord-message { padding-right: 16px; }
`;
