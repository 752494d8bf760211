import type { types } from "@slack/bolt";
import type { SlackMessage } from "#adapters/slack/index.ts";
import { countedCharacters } from "../slack-platform/message-size.ts";

/** The visible text of the blocks. Throws on any element that could ping or format. */
export function readSlackBlocks({ blocks }: SlackMessage): string {
  // Buttons and menus are not part of a card's text.
  return blocks
    .filter(({ type }) => type !== "actions")
    .map(blockText)
    .join("\n");
}

/** The visible text of the notification; unescaped markup would show as angle brackets. */
export function readSlackText({ text }: SlackMessage): string {
  if (/<[^>]*>/.test(text)) throw new Error(`Markup in top-level text: ${text}`);
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function blockText(block: types.KnownBlock): string {
  switch (block.type) {
    case "header":
      return block.text.text;
    case "context":
      return block.elements
        .map((element) => {
          if (element.type !== "plain_text") throw new Error(`Unexpected in a context: ${element.type}`);
          return element.text;
        })
        .join(" ");
    case "rich_text":
      return block.elements.map(richText).join("\n");
    default:
      throw new Error(`Unexpected block: ${block.type}`);
  }
}

function richText(element: types.RichTextBlockElement): string {
  if (element.type === "rich_text_list") return element.elements.map((item) => `• ${richText(item)}`).join("\n");
  return element.elements.map(inline).join("");
}

function inline(element: types.RichTextElement): string {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return element.text === element.url ? element.url : `${element.text} (${element.url})`;
    default:
      throw new Error(`Unexpected in rich text: ${element.type}`);
  }
}

/** Slack's documented limits, checked on the payload itself (docs.slack.dev/reference/block-kit). */
export function slackViolations({ text, blocks }: SlackMessage): string[] {
  const found: string[] = [];
  const check = (holds: boolean, rule: string) => {
    if (!holds) found.push(rule);
  };
  check(text.length >= 1 && text.length <= 1000, "text 1–1000");
  check(blocks.length >= 1 && blocks.length <= 50, "1–50 blocks");
  check(countedCharacters(blocks) + 100 * blocks.length <= 9000, "a message of at most 9000 characters");
  for (const block of blocks) {
    if (block.type === "header") check(block.text.text.length >= 1 && block.text.text.length <= 150, "header 1–150");
    if (block.type === "context") check(block.elements.length <= 10, "10 context elements");
    if (block.type === "actions") found.push(...actionViolations(block));
    for (const piece of strings(block)) check(piece.length >= 1 && piece.length <= 3000, "a text of 1–3000");
  }
  const ids = blocks.flatMap((block) =>
    block.type === "actions" ? block.elements.map((element) => ("action_id" in element ? element.action_id : "")) : [],
  );
  check(new Set(ids).size === ids.length, "an action_id of its own for each element");
  return found;
}

function actionViolations({ elements }: types.ActionsBlock): string[] {
  const found: string[] = [];
  const check = (holds: boolean, rule: string) => {
    if (!holds) found.push(rule);
  };
  const within = (text: string | undefined, most: number) => text !== undefined && text !== "" && text.length <= most;
  check(elements.length >= 1 && elements.length <= 25, "1–25 elements");
  for (const element of elements) {
    check("action_id" in element && within(element.action_id, 255), "action_id 1–255");
    if (element.type === "button") {
      check(within(element.text.text, 75), "button text 1–75");
      check(within(element.value, 2000), "button value 1–2000");
      const { accessibility_label: spoken } = element;
      check(spoken === undefined || within(spoken, 75), "accessibility label 1–75");
    } else if (element.type === "overflow") {
      check(element.options.length >= 1 && element.options.length <= 5, "1–5 options in an overflow menu");
      check(
        element.options.every(({ text, value }) => within(text.text, 75) && within(value, 150)),
        "option 1–75, 1–150",
      );
    } else if (element.type === "static_select") {
      const { options = [], initial_option: chosen } = element;
      check(options.length >= 1 && options.length <= 100, "1–100 options");
      check(
        options.every(({ text, value }) => within(text.text, 75) && within(value, 150)),
        "option 1–75, 1–150",
      );
      check(chosen === undefined || options.some(({ value }) => value === chosen.value), "the chosen is an option");
    } else {
      check(false, `no ${element.type}`);
    }
  }
  return found;
}

function strings(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : strings(inner),
  );
}
