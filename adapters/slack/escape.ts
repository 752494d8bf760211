import type { types } from "@slack/bolt";
import { printableLine, printableLines } from "#core/card/printable.ts";

/** What Slack's mrkdwn reads as markup: mentions, channels, links and entities all begin with one of these. */
const MRKDWN: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** For `text` at the top of a message, which Slack reads as mrkdwn. */
export function escapeMrkdwn(text: string): string {
  return printableLines(text).replace(/[&<>]/g, (character) => MRKDWN[character] ?? character);
}

/** A label or a title, in which Slack reads no markup. */
export function plainText(text: string): types.PlainTextElement {
  return { type: "plain_text", text: inert(text), emoji: false };
}

/** For plain_text objects and rich_text elements, in which nothing is markup; Slack refuses an empty one. */
export function inert(text: string): string {
  return printableLine(text) || " ";
}

/** The same for preformatted text, which keeps its lines. */
export function inertLines(text: string): string {
  return printableLines(text) || " ";
}
