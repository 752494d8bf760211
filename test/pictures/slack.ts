import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Block } from "slack-blocks-to-jsx";
import { Message } from "slack-blocks-to-jsx";
import { formView } from "#adapters/slack/form-view.ts";
import type { HomeContent } from "#adapters/slack/listeners/home.ts";
import { homeView } from "#adapters/slack/listeners/home.ts";
import { renderReply } from "#adapters/slack/render.ts";
import type { Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import { formatFormKind } from "#core/present/form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { readSlackBlocks } from "../support/read-back/slack.ts";
import type { Drawing, Theme } from "./drawing.ts";
import { AVATAR, countLines } from "./drawing.ts";

const EN = messagesFor("en");

export function drawSlackReply(title: string, reply: Reply): Drawing {
  const message = renderReply(reply);
  const visibility = reply.isPrivate ? '<p class="only-you">Only visible to you</p>' : "";
  return drawingOf(title, message, {
    lines: countLines(readSlackBlocks(message)),
    frame: (blocks) => `${visibility}${blocks}`,
    hasAuthor: true,
  });
}

export function drawSlackForm(kind: FormKind): Drawing {
  const view = formView(kind, createForm(kind, NO_SETTINGS, EN), EN);
  const words = [view.close?.text, view.submit?.text].map((text) => `<span>${text ?? ""}</span>`).join("");
  return drawingOf(`form: ${formatFormKind(kind)}`, view, {
    lines: null,
    frame: (blocks) => `<h2 class="bar">${view.title.text}</h2>${blocks}<p class="bar">${words}</p>`,
    hasAuthor: false,
  });
}

export function drawSlackHome(reply: HomeContent["reply"], recent: readonly string[]): Drawing {
  const view = homeView({ reply, recent }, EN);
  return drawingOf("App Home", view, { lines: null, frame: (blocks) => blocks, hasAuthor: false });
}

interface Around {
  readonly lines: number | null;
  readonly frame: (blocks: string) => string;
  readonly hasAuthor: boolean;
}

function drawingOf(title: string, payload: { readonly blocks: readonly unknown[] }, around: Around): Drawing {
  const json = JSON.stringify(payload);
  return {
    title,
    platform: "slack",
    json,
    blocks: payload.blocks.length,
    lines: around.lines,
    html: (theme) => around.frame(markup(json, around.hasAuthor, theme)),
  };
}

function markup(json: string, hasAuthor: boolean, theme: Theme): string {
  // The renderer has types of its own for Slack's JSON, so it is given the JSON.
  const { blocks }: { blocks: Block[] } = JSON.parse(json);
  const time = new Date(2026, 7, 17, 3);
  const props = { blocks: blocks.map(withChosen), theme, logo: AVATAR, name: "Portcall", time };
  return renderToStaticMarkup(createElement(Message, { ...props, withoutWrapper: !hasAuthor }));
}

/** The renderer never shows a menu's `initial_option`, only its placeholder; Slack shows the option. */
function withChosen(block: Block): Block {
  if (block.type === "actions") return { ...block, elements: block.elements.map(chosenAsPlaceholder) };
  if (block.type !== "input") return block;
  const { element } = block;
  const isOneLine = element.type === "plain_text_input" && element.multiline !== true;
  return { ...block, element: chosenAsPlaceholder(element), ...(isOneLine ? { block_id: ONE_LINE } : {}) };
}

/** An id that the style knows: the renderer draws every text field with several lines. */
const ONE_LINE = "one-line";

function chosenAsPlaceholder<Element extends object>(element: Element): Element {
  const chosen = "initial_option" in element ? element.initial_option : undefined;
  return typeof chosen === "object" && chosen !== null && "text" in chosen
    ? { ...element, placeholder: chosen.text }
    : element;
}

/**
 * The renderer's own style, and what it draws otherwise than Slack does:
 * - It puts the sections of a rich text on one line: https://github.com/themashcodee/slack-blocks-to-jsx/pull/100
 * - It asks for the system's font where Slack uses Lato.
 * - It draws every text field with several lines, and says "Please 'enter' to submit" below those that do not.
 * - A chosen option has a placeholder's colour.
 * Left as it is: it reads *bold*, _italic_ and :emoji: in plain_text, and breaks code in the middle of a word.
 */
export const SLACK_STYLE = `
  ${readFileSync(fileURLToPath(import.meta.resolve("slack-blocks-to-jsx/dist/style.css")), "utf8")}
  article { padding: 8px 12px; color: #1d1c1d; font-family: Lato, sans-serif; font-size: 15px; }
  body.dark { background: #1a1d21; }
  .dark article { color: #d1d2d3; }
  article .slack_blocks_to_jsx.styles_enabled { font-family: Lato, sans-serif !important; }
  #slack_blocks_to_jsx .slack_blocks_to_jsx__rich_text_section_element { display: block; }
  #slack_blocks_to_jsx .slack_blocks_to_jsx__input p:last-child:not(:only-child) { display: none; }
  #slack_blocks_to_jsx input + div { color: inherit !important; }
  #${ONE_LINE} textarea { height: 38px !important; min-height: 0 !important; resize: none; }
  .only-you { margin: 0 0 2px 44px; font-size: 12px; opacity: 0.7; }
  .bar { display: flex; justify-content: flex-end; gap: 24px; margin: 8px 0; font-size: 15px; font-weight: 700; }
  h2.bar { justify-content: flex-start; font-size: 22px; }
`;
