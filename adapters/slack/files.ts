import type { AttachedFile } from "#core/ask/attached-file.ts";
import { isRecord, numberIn, textIn } from "./read.ts";
import type { Client } from "./user-directory.ts";

/** Where Slack keeps what people attach. A workspace's token is never sent anywhere else. */
export const FILE_ORIGINS: readonly string[] = ["https://files.slack.com"];

/** Reads the text files of a message, as an event or a shortcut lists them. Never rejects. */
export type ReadFiles = (files: unknown, client: Pick<Client, "token">) => Promise<readonly AttachedFile[]>;

const MAX_SIZE = 1024 * 1024;
const MAX_FILES = 3;
/** In milliseconds. */
const PATIENCE = 2500;

/** Files by their `url_private`, which needs the optional scope files:read; without it Slack answers with its login page. */
export function createReadFiles(origins: readonly string[], patience = PATIENCE): ReadFiles {
  return async (files, { token }) => {
    const attached = Array.isArray(files) ? files.filter(isRecord) : [];
    const texts = attached.filter(mayBeText).slice(0, MAX_FILES);
    if (texts.length === 0) return attached.map(() => ({ unread: "no-text" }));
    return Promise.all(texts.map((file) => readFile(file, token)));
  };

  async function readFile(file: Record<string, unknown>, token: string | undefined): Promise<AttachedFile> {
    if ((numberIn(file, "size") ?? 0) > MAX_SIZE) return { unread: "too-large" };
    const url = textIn(file, "url_private") ?? "";
    if (token === undefined || !origins.includes(URL.parse(url)?.origin ?? "")) return { unread: "refused" };
    try {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(patience) });
      const isPage = /^text\/html\b/i.test(answer.headers.get("content-type") ?? "");
      if (!answer.ok || isPage) {
        await answer.body?.cancel();
        return { unread: "refused" };
      }
      const text = await textWithin(MAX_SIZE, answer);
      if (text === null) return { unread: "too-large" };
      return /^\s{0,100}<(?:!doctype html|html)\b/i.test(text) ? { unread: "refused" } : { text };
    } catch (error) {
      return { unread: error instanceof Error && error.name === "TimeoutError" ? "late" : "refused" };
    }
  }
}

/** Of a file that Slack tells nothing of but its id, for want of the scope, nobody knows what it is. */
function mayBeText(file: Record<string, unknown>): boolean {
  const [type, name] = [textIn(file, "mimetype"), textIn(file, "name")];
  if (type === undefined && name === undefined) return true;
  if (type === "text/html") return false;
  return /^(?:text\/|application\/json)/.test(type ?? "") || /\.(?:txt|log|conf|csv)$/i.test(name ?? "");
}

/** The body as text; null where it is longer, of which no more is read. */
async function textWithin(size: number, { body }: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, left] = ["", size];
  for await (const chunk of body ?? []) {
    left -= chunk.length;
    if (left < 0) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
