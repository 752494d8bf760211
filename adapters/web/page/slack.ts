import type { types } from "@slack/bolt";
import type { Messages } from "#core/messages/messages.ts";
import { escapeHtml } from "../escape-html.ts";
import { drawButton, drawMenu } from "./control.ts";
import { drawMessage } from "./message.ts";

export interface SlackPayload {
  readonly response_type: "ephemeral" | "in_channel";
  readonly blocks: readonly types.KnownBlock[];
}

/** A response to a command as Slack shows it. Draws the blocks and elements that Portcall writes, and no others. */
export function drawSlack({ response_type, blocks }: SlackPayload, words: Messages["web"]): string {
  const body = blocks.map((block) => drawBlock(block, words)).join("");
  return drawMessage({ platform: "slack", badge: "APP", isPrivate: response_type === "ephemeral", body }, words);
}

function drawBlock(block: types.KnownBlock, words: Messages["web"]): string {
  switch (block.type) {
    case "header":
      return `<p class="title">${escapeHtml(block.text.text)}</p>`;
    case "context":
      return `<p class="small">${block.elements.map((each) => ("text" in each ? escapeHtml(each.text) : "")).join(" ")}</p>`;
    case "rich_text":
      return `<div class="block">${block.elements.map(drawRichText).join("")}</div>`;
    case "actions":
      return `<div class="controls">${block.elements.map((element) => drawElement(element, words)).join("")}</div>`;
    default:
      return "";
  }
}

function drawRichText(element: types.RichTextBlockElement): string {
  const inner = element.elements;
  switch (element.type) {
    case "rich_text_section":
      return `<p>${element.elements.map(drawInline).join("")}</p>`;
    case "rich_text_list":
      return `<ul>${element.elements.map((item) => `<li>${item.elements.map(drawInline).join("")}</li>`).join("")}</ul>`;
    case "rich_text_preformatted":
      return `<pre tabindex="0"><code>${inner.map((each) => ("elements" in each ? "" : drawInline(each))).join("")}</code></pre>`;
    default:
      return "";
  }
}

function drawInline(element: types.RichTextElement): string {
  if (element.type === "link") return drawLink(element.url, element.text ?? element.url);
  if (element.type !== "text") return "";
  const text = escapeHtml(element.text);
  return element.style?.bold === true ? `<b>${text}</b>` : text;
}

export function drawLink(url: string, text: string): string {
  const safe = /^https?:/i.test(url) ? ` href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer"` : "";
  return `<a${safe}>${escapeHtml(text)}</a>`;
}

function drawElement(element: types.ActionsBlock["elements"][number], words: Messages["web"]): string {
  switch (element.type) {
    case "button": {
      const control = { id: element.action_id ?? "", value: element.value ?? "" };
      return drawButton("slack", control, { label: element.text.text, spoken: element.accessibility_label });
    }
    case "static_select": {
      const placeholder = element.placeholder?.text ?? "";
      const options = (element.options ?? []).map(({ text, value = "" }) => ({
        value,
        label: text.text,
        isChosen: text.text === placeholder,
      }));
      return drawMenu("slack", { id: element.action_id ?? "", label: words.system, options, submit: words.choose });
    }
    case "overflow": {
      const items = element.options.map(({ text, value = "" }) =>
        drawButton("slack", { id: element.action_id ?? "", value }, { label: text.text, look: "item" }),
      );
      return `<details class="overflow"><summary aria-label="${escapeHtml(words.moreActions)}">⋯</summary><div>${items.join("")}</div></details>`;
    }
    default:
      return "";
  }
}
