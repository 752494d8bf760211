import type { types } from "@slack/bolt";
import type { SlackMessage } from "#adapters/slack/index.ts";

/** What a reader of the blocks sees, as text. Any element that could ping or format throws. */
export function readSlackBlocks({ blocks }: SlackMessage): string {
  return blocks.map(blockText).join("\n");
}

/** What a reader of the notification sees; markup left in it would show as angle brackets. */
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
  check(text.length >= 1 && text.length <= 4000, "text 1–4000");
  check(blocks.length >= 1 && blocks.length <= 50, "1–50 blocks");
  for (const block of blocks) {
    if (block.type === "header") check(block.text.text.length >= 1 && block.text.text.length <= 150, "header 1–150");
    if (block.type === "context") check(block.elements.length <= 10, "10 context elements");
    for (const piece of strings(block)) check(piece.length >= 1 && piece.length <= 3000, "a text of 1–3000");
  }
  return found;
}

function strings(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : strings(inner),
  );
}
