import type { AttachmentOptions } from "#adapters/chat/attachments.ts";
import { readAttachments } from "#adapters/chat/attachments.ts";
import { isRecord } from "#adapters/chat/record.ts";
import type { AttachedFile } from "#core/chat-platform.ts";
import { textIn } from "./payload.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** The verb before a claim's owner. */
const CLAIM = /\bclaim\b/i;

/**
 * Plain text of Slack's mrkdwn: user mentions and dates are removed, channels become their name, links their address, and
 * entities are unescaped. A user group is kept in a claim, where it may be the owner.
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readSlackText(text: string): string {
  if (!/[<&]/.test(text)) return text.trim();
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
 * The text of somebody else's message. Bots often leave `text` empty and use blocks or attachments; then all texts of
 * these are joined, in order.
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

/** Slack's file servers. */
export const FILE_ORIGINS: readonly string[] = ["https://files.slack.com"];

/**
 * Reads the text files of a message by their `url_private`. Without the optional scope files:read Slack sends only the
 * ids, and answers with its login page. Never rejects.
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
