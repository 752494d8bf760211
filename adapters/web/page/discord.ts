import type { APIEmbed, ButtonStyle, ComponentType } from "discord-api-types/v10";
import type { Messages } from "#core/messages/messages.ts";
import { escapeHtml } from "../escape-html.ts";
import { drawButton, drawMenu } from "./control.ts";
import { drawMarkdown } from "./discord-markdown.ts";
import { drawMessage } from "./message.ts";

/** What is read of a response to a command. */
export interface DiscordPayload {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly { readonly components: readonly Component[] }[];
  readonly flags?: number;
}

interface Component {
  readonly type: ComponentType;
  readonly style?: ButtonStyle;
  readonly custom_id?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
}

const BUTTON: ComponentType.Button = 2;
const STRING_SELECT: ComponentType.StringSelect = 3;
const EPHEMERAL = 64;

/** A response to a command as Discord shows it. Draws the components that Portcall writes, and no others. */
export function drawDiscord(payload: DiscordPayload, words: Messages["web"]): string {
  const { content, embeds, components, flags = 0 } = payload;
  const rows = components.map((row) => {
    const drawn = row.components.map((component) => drawComponent(component, words));
    return `<div class="controls">${drawn.join("")}</div>`;
  });
  const body = `<div class="text">${drawMarkdown(content)}</div>${embeds.map(drawEmbed).join("")}${rows.join("")}`;
  return drawMessage({ platform: "discord", badge: "APP", isPrivate: (flags & EPHEMERAL) !== 0, body }, words);
}

function drawEmbed({ color = 0, description = "", footer }: APIEmbed): string {
  const edge = `#${color.toString(16).padStart(6, "0")}`;
  const foot = footer === undefined ? "" : `<p class="small">${escapeHtml(footer.text)}</p>`;
  // An attribute of SVG: the page's policy allows no style in HTML.
  return `<div class="embed"><svg class="edge" aria-hidden="true"><rect width="100%" height="100%" fill="${edge}"/></svg><div class="text">${drawMarkdown(description)}${foot}</div></div>`;
}

function drawComponent(component: Component, words: Messages["web"]): string {
  const { type, custom_id: id = "", label = "", options = [] } = component;
  if (type === BUTTON) return drawButton("discord", { id, value: "" }, { label: label || words.delete });
  if (type !== STRING_SELECT) return "";
  const choices = options.map((option) => ({ ...option, isChosen: option.default === true }));
  const menu = { id, label: component.placeholder ?? "", options: choices, submit: words.choose };
  return drawMenu("discord", menu);
}
