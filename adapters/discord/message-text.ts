import type { APIAttachment, APIEmbed, APIMessage } from "discord-api-types/v10";
import { readAttachments } from "#adapters/chat/attachments.ts";
import type { AttachedFile, TextQuestion } from "#core/chat-platform.ts";

/** Reads the text files attached to a message. Never rejects. */
export type ReadFiles = (attachments: readonly APIAttachment[]) => Promise<readonly AttachedFile[]>;

/** Discord's file servers. */
const ATTACHMENT_ORIGINS: readonly string[] = ["https://cdn.discordapp.com", "https://media.discordapp.net"];

/** @param apiUrl another address of Discord's API, which then also serves the files */
export function createReadFiles(apiUrl: string | null): ReadFiles {
  const origins = [...ATTACHMENT_ORIGINS, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])];
  return (attachments) => {
    const files = attachments.map(({ url, filename: name, content_type: type }) => ({ url, name, type }));
    return readAttachments(files, { origins });
  };
}

/**
 * Removes mentions, custom emoji and timestamps from a text: their ids are long numbers that could pass for ports.
 * https://discord.com/developers/docs/reference#message-formatting
 */
export function readDiscordText(text: string): string {
  return text.replace(/<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^:>]+:\d+)>/g, " ").trim();
}

/** A question about somebody else's message: its content, its embeds and its files. */
export function aboutMessage(
  { content = "", embeds = [], attachments = [] }: Partial<Pick<APIMessage, "content" | "embeds" | "attachments">>,
  readFiles: ReadFiles,
): Pick<TextQuestion, "text" | "manner" | "files"> {
  const text = [content, ...embeds.map(embedText)].filter((part) => part !== "").join("\n");
  return { text: readDiscordText(text), manner: "foreign", files: () => readFiles(attachments) };
}

function embedText({ title = "", description = "", fields = [], footer }: APIEmbed): string {
  const named = fields.map(({ name, value }) => `${name}: ${value}`);
  return [title, description, ...named, footer?.text ?? ""].filter((text) => text !== "").join("\n");
}
