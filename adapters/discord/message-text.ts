import type { APIAttachment, APIEmbed, APIMessage } from "discord-api-types/v10";

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
  const files = (message.attachments ?? []).filter(isText).slice(0, MAX_FILES);
  const texts = await Promise.all(files.map((file) => fetchText(file, origins)));
  return [message.content, ...(message.embeds ?? []).map(embedText), ...texts].filter((text) => text !== "").join("\n");
}

function embedText({ title = "", description = "", fields = [], footer }: APIEmbed): string {
  const named = fields.map(({ name, value }) => `${name}: ${value}`);
  return [title, description, ...named, footer?.text ?? ""].filter((text) => text !== "").join("\n");
}

function isText({ content_type: type = "", filename, size }: APIAttachment): boolean {
  return size <= MAX_SIZE && (/^(?:text\/|application\/json)/.test(type) || /\.(?:txt|log|conf|csv)$/i.test(filename));
}

/** What cannot be had in time is left out: the rest of the message is explained all the same. */
async function fetchText({ url }: APIAttachment, origins: readonly string[]): Promise<string> {
  if (!origins.includes(URL.parse(url)?.origin ?? "")) return "";
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
    return answer.ok ? (await answer.text()).slice(0, MAX_SIZE) : "";
  } catch {
    return "";
  }
}
