import type { AttachmentOptions } from "#adapters/chat/attachments.ts";
import { readAttachments } from "#adapters/chat/attachments.ts";
import type { AttachedFile } from "#core/ask/attached-file.ts";
import { isRecord, textIn } from "./read.ts";

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
