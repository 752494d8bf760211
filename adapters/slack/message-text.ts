import { isRecord, textIn } from "./read.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** What stands before a claim's owner. */
const CLAIM = /\bclaim\b/i;

/**
 * What a person wrote, from Slack's form of it: mentions of users are left out (the bot's own among them), and so is
 * whatever else Slack writes with ids and dates; links are their address, channels their name, and `&`, `<`, `>`
 * themselves. A group of people is named in a claim, whose owner it is.
 */
export function readSlackText(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, " ")
    .replace(/<#[A-Z0-9]+\|([^<>]+)>/g, "#$1")
    .replace(/<#[A-Z0-9]+\|?>/g, " ")
    .replace(/<!subteam\^[A-Z0-9]+\|@?([^<>]+)>/g, (_group, name: string, at: number, whole: string) =>
      CLAIM.test(whole.slice(0, at)) ? `@${name}` : " ",
    )
    .replace(/<![^<>]*>/g, " ")
    .replace(/<((?:https?|mailto|tel):[^|>]*)(?:\|[^>]*)?>/g, "$1")
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

/**
 * The text of a message that somebody else wrote. Bots often leave `text` empty and say all in blocks or attachments;
 * then every text in these is taken, in order.
 */
export function messageText(message: unknown): string {
  const text = textIn(message, "text") ?? "";
  if (text.trim() !== "" || !isRecord(message)) return text;
  return [...textsIn(message.blocks), ...textsIn(message.attachments)].join("\n");
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" ? (TEXT_FIELDS.has(name) ? [inner] : []) : textsIn(inner),
  );
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(["text", "title", "value", "pretext"]);
