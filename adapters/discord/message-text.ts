import type { APIAttachment, APIEmbed, APIMessage } from "discord-api-types/v10";
import type { AttachedFile } from "#core/ask/attached-file.ts";

/** Where Discord keeps what people attach. Nothing is ever fetched from anywhere else. */
export const ATTACHMENT_ORIGINS: readonly string[] = ["https://cdn.discordapp.com", "https://media.discordapp.net"];

const MAX_SIZE = 1024 * 1024;
const MAX_FILES = 3;
/** Milliseconds. */
const PATIENCE = 2000;

/** What there is to read in a message. */
export type Readable = Pick<APIMessage, "content" | "embeds" | "attachments">;

/** All the text of a message: what was written, what its embeds say, and the text files attached to it. */
export async function messageText(message: Readable, origins: readonly string[]): Promise<string> {
  const files = await attachedFiles(message, origins);
  // What cannot be had is left out: the rest of the message is explained all the same.
  const texts = files.map((file) => ("text" in file ? file.text : ""));
  return [message.content, ...(message.embeds ?? []).map(embedText), ...texts].filter((text) => text !== "").join("\n");
}

/** The files attached to a message, the first few that are text. */
export async function attachedFiles(
  { attachments = [] }: Pick<Readable, "attachments">,
  origins: readonly string[],
): Promise<readonly AttachedFile[]> {
  const texts = attachments.filter(isText).slice(0, MAX_FILES);
  if (texts.length === 0) return attachments.map(() => ({ unread: "no-text" }));
  return Promise.all(texts.map((file) => fetchText(file, origins)));
}

function embedText({ title = "", description = "", fields = [], footer }: APIEmbed): string {
  const named = fields.map(({ name, value }) => `${name}: ${value}`);
  return [title, description, ...named, footer?.text ?? ""].filter((text) => text !== "").join("\n");
}

function isText({ content_type: type = "", filename }: APIAttachment): boolean {
  return /^(?:text\/|application\/json)/.test(type) || /\.(?:txt|log|conf|csv)$/i.test(filename);
}

async function fetchText({ url, size }: APIAttachment, origins: readonly string[]): Promise<AttachedFile> {
  if (size > MAX_SIZE) return { unread: "too-large" };
  if (!origins.includes(URL.parse(url)?.origin ?? "")) return { unread: "refused" };
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
    return answer.ok ? { text: (await answer.text()).slice(0, MAX_SIZE) } : { unread: "refused" };
  } catch (error) {
    return { unread: error instanceof Error && error.name === "TimeoutError" ? "late" : "refused" };
  }
}
