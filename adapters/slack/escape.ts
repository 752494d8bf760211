import type { types } from "@slack/bolt";
import { printableLine, printableLines } from "#core/card/printable.ts";

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const MRKDWN: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** For a message's top-level `text`, which is mrkdwn. @param text printable */
export function escapeMrkdwn(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => MRKDWN[character] ?? character) : text;
}

const HTML: Readonly<Record<string, string>> = { ...MRKDWN, '"': "&quot;", "'": "&#39;" };

/** For text and for quoted attribute values of the install pages. */
export function escapeHtml(text: string): string {
  return printableLine(text).replace(/[&<>"']/g, (character) => HTML[character] ?? character);
}

/** A label or a title, in which Slack reads no markup but the names of emoji between colons. */
export function plainText(text: string): types.PlainTextElement {
  const plain = { type: "plain_text", text: plainLine(text) } as const;
  return text.includes(":") ? { ...plain, emoji: false } : plain;
}

/** For plain_text objects and rich_text elements, which have no markup. Slack refuses empty ones. */
export function plainLine(text: string): string {
  return printableLine(text) || " ";
}

/** As {@link plainLine}, but keeps line breaks, for preformatted text. */
export function plainLines(text: string): string {
  return printableLines(text) || " ";
}
