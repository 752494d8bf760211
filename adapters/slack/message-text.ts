import type { AttachmentOptions } from "#adapters/chat/attachments.ts";
import { readAttachments } from "#adapters/chat/attachments.ts";
import type { AttachedFile } from "#core/chat-platform.ts";
import { isRecord, textIn } from "./payload.ts";

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

/** Where Slack keeps what people attach. */
export const FILE_ORIGINS: readonly string[] = ["https://files.slack.com"];

/**
 * Reads the text files of a message, as an event or a shortcut lists them, by their `url_private`. That needs the
 * optional scope files:read; without it Slack sends only the files' ids, and answers with its login page. Never rejects.
 * https://docs.slack.dev/reference/objects/file-object
 */
export async function readAttachedFiles(
  files: unknown,
  token: string | undefined,
  { origins, ...options }: Omit<AttachmentOptions, "headers">,
): Promise<readonly AttachedFile[]> {
  const attached = Array.isArray(files) ? files.filter(isRecord) : [];
  const described = attached.map((file) => ({
    url: token === undefined ? "" : (textIn(file, "url_private") ?? ""),
    name: textIn(file, "name"),
    type: textIn(file, "mimetype"),
  }));
  return readAttachments(described, { ...options, origins, headers: { authorization: `Bearer ${token}` } });
}
